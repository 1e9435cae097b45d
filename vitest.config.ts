import { defineConfig } from 'vitest/config';

/** `npm test` runs everything under tests/ except tests/heavy, which `npm run test:heavy` runs alone. */
const heavy = process.env['KEYWATCH_HEAVY'] === '1';

/** Tests that replace modules, which every later file of the process would get too: each has a process of its own. */
const replacing = ['tests/docs/commands.test.ts'];
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
              exclude: ['tests/heavy/**', ...replacing],
              // A process for each file costs half a second of CPU time: files share them.
              isolate: false,
              setupFiles: ['tests/support/leave-nothing-behind.ts'],
              globalSetup,
            },
          },
          { extends: true, test: { name: 'replacing', include: replacing } },
        ],
  },
});
