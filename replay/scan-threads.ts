import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ArchiveFile } from './archive/find-archives.ts';
import { ArchiveScanner, type ScannedArchive, type ScanOptions } from './detect/scan-archive.ts';

/** Scans one file. */
type Scan = (file: string) => Promise<ScannedArchive>;

/** Below this much on the disk a thread takes longer to start than to be of use. */
const worthwhileBytes = 32 * 1024 * 1024;

export interface ScanThreadsOptions extends ScanOptions {
  /** Default: one per processor if there is enough to read, else none beside this one. */
  readonly threads?: number | undefined;
}

/**
 * Scans files, each whole on one thread: decompressing and scanning the same file on two threads gains less,
 * as its bytes would have to travel. Results come as they are ready.
 */
export async function scanFiles(
  files: readonly ArchiveFile[],
  { threads, ...options }: ScanThreadsOptions,
  onScanned: (file: ArchiveFile, scanned: ScannedArchive) => void,
): Promise<void> {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const wanted = threads ?? (totalBytes < worthwhileBytes ? 1 : availableParallelism());
  const workers =
    wanted > 1 ? Array.from({ length: Math.min(wanted, files.length) }, () => startWorker(options)) : [];
  const scans = workers.length > 0 ? workers.map(scanOn) : [scanHere(options)];
  // The largest first, so that no thread is left with a large one at the end.
  const waiting = [...files].sort((a, b) => a.bytes - b.bytes);
  try {
    await Promise.all(
      scans.map(async (scan) => {
        for (let file = waiting.pop(); file !== undefined; file = waiting.pop())
          onScanned(file, await scan(file.path));
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function scanHere(options: ScanOptions): Scan {
  const scanner = new ArchiveScanner(options);
  return (file) => scanner.scan(file);
}

function startWorker(options: ScanOptions): Worker {
  return new Worker(new URL('start-scan-worker.mjs', import.meta.url), { workerData: options, execArgv: [] });
}

/** @throws what made the worker end. */
function scanOn(worker: Worker): Scan {
  return async (file) => {
    worker.postMessage(file);
    const [scanned] = (await once(worker, 'message')) as [ScannedArchive];
    return scanned;
  };
}
