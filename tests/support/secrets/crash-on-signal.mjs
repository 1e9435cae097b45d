import process, { env } from 'node:process';

/** Preloaded into the service by a test of what a crash prints: at SIGUSR2 it throws where nobody catches. */
process.on('SIGUSR2', () => {
  const cause = Object.assign(new Error(env['PLANTED_IN_CRASH']), { row: env['PLANTED_IN_CRASH'] });
  throw new TypeError(`cannot read ${env['PLANTED_IN_CRASH']}`, { cause });
});
