import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Portion } from './archive/portions.ts';
import type { ScanOptions } from './detect/scan-options.ts';
import { type OnScanned, scanInTurn, type SharedScan } from './scan-in-turn.ts';
import { startWorkers } from './start-workers.ts';

/** Below this much to read a thread takes longer to start than to be of use. */
const worthwhileBytes = 32 * 1024 * 1024;

export interface ScanThreadsOptions extends ScanOptions {
  /** Default: one per processor if there is enough to read, else this one alone. */
  readonly threads?: number | undefined;
}

/**
 * Scans portions of archives, each on one thread: decompressing and scanning the same file on two threads gains
 * less, as its bytes would have to travel. This thread begins at once, the others take their share when they have
 * started. Results come as they are ready.
 */
export async function scanPortions(
  portions: readonly Portion[],
  { threads, ...options }: ScanThreadsOptions,
  onScanned: OnScanned,
): Promise<void> {
  const totalBytes = portions.reduce((sum, { from, to }) => sum + to - from, 0);
  const wanted = threads ?? (totalBytes < worthwhileBytes ? 1 : availableParallelism());
  const shared: SharedScan = { options, portions, turn: new Int32Array(new SharedArrayBuffer(4)) };
  const helpers = Math.min(wanted, portions.length) - 1;
  const starting = startWorkers(new URL('scan-worker.ts', import.meta.url), helpers, shared);
  try {
    await scanTogether(shared, starting, onScanned);
  } finally {
    // Where one thread failed, the others need not go on.
    Atomics.store(shared.turn, 0, portions.length);
    await Promise.all((await starting).map((worker) => worker.terminate()));
  }
}

/** Scans here and on workers until all portions have been told. @throws what made a thread fail. */
function scanTogether(
  shared: SharedScan,
  starting: Promise<readonly Worker[]>,
  onScanned: OnScanned,
): Promise<void> {
  let waiting = shared.portions.length;
  return new Promise((resolve, reject) => {
    const tell: OnScanned = (portion, scanned) => {
      onScanned(portion, scanned);
      waiting -= 1;
      if (waiting === 0) resolve();
    };
    const listen = (worker: Worker): void => {
      worker.on('message', ([portion, scanned]: Parameters<OnScanned>) => tell(portion, scanned));
      worker.on('error', reject);
    };
    if (waiting === 0) resolve();
    scanInTurn(shared, tell).catch(reject);
    starting.then((workers) => workers.forEach(listen)).catch(reject);
  });
}
