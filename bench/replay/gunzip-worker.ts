import { workerData } from 'node:worker_threads';
import { gunzipInTurn, type SharedFiles } from './gunzip-in-turn.ts';

// Decompresses beside the thread that started this one.
void gunzipInTurn(workerData as SharedFiles);
