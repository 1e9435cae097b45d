import { parentPort, workerData } from 'node:worker_threads';
import { ArchiveScanner, type ScanOptions } from './detect/scan-archive.ts';

// Scans whole files for the thread that started this one: a path in, what the file came to out.
const scanner = new ArchiveScanner(workerData as ScanOptions);

parentPort?.on('message', (file: string) => {
  void scanner.scan(file).then((scanned) => parentPort?.postMessage(scanned));
});
