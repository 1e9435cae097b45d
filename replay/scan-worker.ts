import { parentPort, workerData } from 'node:worker_threads';
import { scanInTurn, type SharedScan } from './scan-in-turn.ts';

// Scans for the thread that started this one, beside it, and tells it what each portion came to.
void scanInTurn(workerData as SharedScan, (number, scanned) => parentPort?.postMessage([number, scanned]));
