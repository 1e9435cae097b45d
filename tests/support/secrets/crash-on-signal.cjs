/** Preloaded into the service by a test of what a crash prints: at SIGUSR2 it throws where nobody catches. */
process.on('SIGUSR2', () => {
  const error = new TypeError(`cannot read ${process.env.PLANTED_IN_CRASH}`);
  error.cause = Object.assign(new Error(process.env.PLANTED_IN_CRASH), {
    row: process.env.PLANTED_IN_CRASH,
  });
  throw error;
});
