import { defineConfig } from 'vitest/config';

/** `npm test` runs everything under tests/ except tests/heavy, which `npm run test:heavy` runs alone. */
const heavy = process.env['KEYWATCH_HEAVY'] === '1';

export default defineConfig({
  test: {
    include: heavy ? ['tests/heavy/**/*.test.ts'] : ['tests/**/*.test.ts'],
    exclude: heavy ? [] : ['tests/heavy/**'],
    // The SDK's notice about Node versions of the future, once per file, would bury what tests print.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Half of the time is waiting for processes, alarms and Postgres: leave no processor out.
    maxWorkers: '100%',
    globalSetup: ['tests/support/evaluation-server.ts'],
  },
});
