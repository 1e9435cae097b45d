import { closeSync, openSync } from 'node:fs';
import { decompress } from '../../replay/archive/gunzip.ts';

/** What several threads decompress. */
export interface SharedFiles {
  readonly files: readonly string[];
  /** The file whose turn is next, in memory that all threads see. */
  readonly turn: Int32Array;
}

/** Decompresses whichever file is next until none is left, as other threads do at the same time. */
export async function gunzipInTurn({ files, turn }: SharedFiles): Promise<void> {
  for (;;) {
    const file = files[Atomics.add(turn, 0, 1)];
    if (file === undefined) return;
    await withDecompressed(file, () => undefined);
  }
}

export async function withDecompressed(file: string, take: (bytes: Buffer) => void): Promise<void> {
  const handle = openSync(file, 'r');
  try {
    for await (const bytes of decompress(handle)) take(bytes);
  } finally {
    closeSync(handle);
  }
}
