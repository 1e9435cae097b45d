import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { startWorkers } from '../../replay/start-workers.ts';
import { gunzipInTurn, type SharedFiles } from './gunzip-in-turn.ts';

/** Decompresses files and does nothing else, on several threads of which this is one. */
export async function gunzipAll(
  files: readonly string[],
  threads: number,
  way: SharedFiles['way'] = 'gunzipSync',
): Promise<void> {
  const shared: SharedFiles = { files, way, turn: new Int32Array(new SharedArrayBuffer(4)) };
  const workers = await startWorkers(new URL('gunzip-worker.ts', import.meta.url), threads - 1, shared);
  await Promise.all([gunzipInTurn(shared), ...workers.map((worker) => once(worker, 'exit'))]);
}

/** The part of a CloudTrail record that a hard-coded test looks at. */
interface CalledRecord {
  readonly eventSource?: string;
  readonly errorCode?: string;
}

function isWrongKey({ eventSource, errorCode }: CalledRecord): boolean {
  return eventSource === 'kms.amazonaws.com' && errorCode === 'InvalidCiphertextException';
}

/** `JSON.parse` per line plus a hard-coded predicate. */
export function parseLines(file: string): number {
  const bytes = readFileSync(file);
  let count = 0;
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    if (isWrongKey(JSON.parse(bytes.toString('utf8', start, end)) as CalledRecord)) count += 1;
    start = end + 1;
  }
  return count;
}
