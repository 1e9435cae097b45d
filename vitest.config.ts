import { defineConfig } from 'vitest/config';

/** `npm test` runs everything under tests/ except tests/heavy, which `npm run test:heavy` runs alone. */
const heavy = process.env['KEYWATCH_HEAVY'] === '1';

/**
 * Tests of pure functions, which leave nothing behind and ask for no stack: they share processes. One of its own
 * costs half a second of CPU time for each file.
 */
const pure = [
  'tests/cloudwatch/*.test.ts',
  'tests/cloudwatch/alarm/*.test.ts',
  'tests/cost/tariffs/*.test.ts',
  'tests/detections/**/*.test.ts',
  'tests/service/record/*.test.ts',
];
/** Gives tests the stacks they ask for. */
const globalSetup = ['tests/support/evaluation-server.ts'];

export default defineConfig({
  test: {
    // The SDK's notice about Node versions of the future, once per file, would bury what tests print.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Half of the time is waiting for processes, alarms and Postgres: leave no processor out.
    maxWorkers: '100%',
    projects: heavy
      ? [{ extends: true, test: { name: 'heavy', include: ['tests/heavy/**/*.test.ts'], globalSetup } }]
      : [
          {
            extends: true,
            test: {
              name: 'tests',
              include: ['tests/**/*.test.ts'],
              exclude: ['tests/heavy/**', ...pure],
              globalSetup,
            },
          },
          { extends: true, test: { name: 'pure', include: pure, isolate: false } },
        ],
  },
});
