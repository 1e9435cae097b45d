/** Signals nearer together than this are one wish: npm passes on the Ctrl-C that the terminal has sent already. */
const sameWishMs = 1_000;

/** Aborts at the first Ctrl-C or SIGTERM. A later second one ends the process at once, and its children with it. */
export function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  let firstMs = Number.POSITIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (performance.now() - firstMs > sameWishMs) process.exit(130);
      firstMs = Math.min(firstMs, performance.now());
      controller.abort();
    });
  }
  return controller.signal;
}

/** Resolves once the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
