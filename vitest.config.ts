import { defineConfig } from 'vitest/config';

/** `npm test` runs everything under tests/ except tests/heavy, which `npm run test:heavy` runs alone. */
const heavy = process.env['KEYWATCH_HEAVY'] === '1';

export default defineConfig({
  test: {
    include: heavy ? ['tests/heavy/**/*.test.ts'] : ['tests/**/*.test.ts'],
    exclude: heavy ? [] : ['tests/heavy/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    globalSetup: ['tests/support/evaluation-server.ts'],
  },
});
