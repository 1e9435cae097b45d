import { closeSync, openSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decompress } from '../../replay/archive/gunzip.ts';

/** What several threads decompress. */
export interface SharedFiles {
  readonly files: readonly string[];
  /** The file whose turn is next, in memory that all threads see. */
  readonly turn: Int32Array;
  /** `gunzipSync`: Node's function, as well as it can be called. `replay`: as replay does it. */
  readonly way: 'gunzipSync' | 'replay';
}

/** Decompresses whichever file is next until none is left, as other threads do at the same time. */
export async function gunzipInTurn({ files, turn, way }: SharedFiles): Promise<void> {
  for (;;) {
    const file = files[Atomics.add(turn, 0, 1)];
    if (file === undefined) return;
    if (way === 'gunzipSync') gunzipWell(file);
    else await gunzipAsReplay(file);
  }
}

/** The default chunk size is a quarter slower than one that takes the whole file, whose size stands at its end. */
function gunzipWell(file: string): Buffer {
  const compressed = readFileSync(file);
  return gunzipSync(compressed, { chunkSize: compressed.readUInt32LE(compressed.length - 4) + 1 });
}

async function gunzipAsReplay(file: string): Promise<void> {
  const handle = openSync(file, 'r');
  try {
    for await (const bytes of decompress(handle)) if (bytes.length === 0) throw new Error('An empty chunk.');
  } finally {
    closeSync(handle);
  }
}
