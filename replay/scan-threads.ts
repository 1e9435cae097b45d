import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Portion } from './archive/portions.ts';
import type { ScanOptions } from './detect/scan-archive.ts';
import { type OnScanned, scanInTurn, type SharedScan } from './scan-in-turn.ts';

/** Below this much to read a thread takes longer to start than to be of use. */
const worthwhileBytes = 32 * 1024 * 1024;

export interface ScanThreadsOptions extends ScanOptions {
  /** Default: one per processor if there is enough to read, else this one alone. */
  readonly threads?: number | undefined;
}

/**
 * Scans portions of archives, each on one thread: decompressing and scanning the same file on two threads gains
 * less, as its bytes would have to travel. Results come as they are ready.
 */
export async function scanPortions(
  portions: readonly Portion[],
  { threads, ...options }: ScanThreadsOptions,
  onScanned: OnScanned,
): Promise<void> {
  const totalBytes = portions.reduce((sum, { from, to }) => sum + to - from, 0);
  const wanted = threads ?? (totalBytes < worthwhileBytes ? 1 : availableParallelism());
  const shared: SharedScan = { options, portions, turn: new Int32Array(new SharedArrayBuffer(4)) };
  const workers = await startWorkers(Math.min(wanted, portions.length) - 1, shared);
  try {
    const ofWorkers = workers.map((worker) => listen(worker, onScanned));
    // The event loop has to turn for what the other threads tell, and for signals.
    await Promise.all([scanInTurn(shared, onScanned, () => setImmediate()), ...ofWorkers]);
  } finally {
    // Where one thread failed, the others need not go on.
    Atomics.store(shared.turn, 0, portions.length);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/**
 * Starts threads that scan. They don't inherit the TypeScript loader of this one; registering it takes each over
 * a second, bundling for all of them a twentieth of one.
 */
async function startWorkers(count: number, shared: SharedScan): Promise<readonly Worker[]> {
  if (count < 1) return [];
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('scan-worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
  });
  const code = outputFiles[0]?.text ?? '';
  return Array.from(
    { length: count },
    () => new Worker(code, { eval: true, execArgv: [], workerData: shared }),
  );
}

/** Waits for a worker to end. @throws what it ended of. */
async function listen(worker: Worker, onScanned: OnScanned): Promise<void> {
  worker.on('message', ([portion, scanned]: Parameters<OnScanned>) => onScanned(portion, scanned));
  await once(worker, 'exit');
}
