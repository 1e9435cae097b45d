import { closeSync, openSync } from 'node:fs';
import { beginsDocument } from './document-splitter.ts';
import { isGzip, isUtf16, readAt, readStart } from './file-start.ts';
import type { ArchiveFile } from './find-archives.ts';

/** What one thread reads at a time: a file, or a stretch of a file of lines. */
export interface Portion {
  readonly path: string;
  /** Where it begins in the file: at 0 or where a line begins. */
  readonly from: number;
  /** Where it ends: at the end of the file or of a line. */
  readonly to: number;
}

/** Files of lines are read in portions of about this size, so that all processors have something to do. */
const defaultPortionBytes = 8 * 1024 * 1024;

/** Splits what can be split, which is lines of UTF-8 that are not compressed, and leaves other files whole. */
export function splitIntoPortions(file: ArchiveFile, portionBytes = defaultPortionBytes): readonly Portion[] {
  const whole = { path: file.path, from: 0, to: file.bytes };
  if (file.bytes <= portionBytes) return [whole];
  try {
    return splitLines(whole, portionBytes);
  } catch {
    // What is wrong with it is told when it is read.
    return [whole];
  }
}

function splitLines(whole: Portion, portionBytes: number): readonly Portion[] {
  const handle = openSync(whole.path, 'r');
  try {
    const start = readStart(handle);
    if (isGzip(start) || isUtf16(start) || beginsDocument(start)) return [whole];
    const portions: Portion[] = [];
    for (let from = 0; from < whole.to;) {
      const to = beginOfLine(handle, from + portionBytes, whole.to);
      portions.push({ ...whole, from, to });
      from = to;
    }
    return portions;
  } finally {
    closeSync(handle);
  }
}

const chunkBytes = 64 * 1024;

/** Where the first line begins at an offset or later; the end of the file when none does. */
function beginOfLine(handle: number, offset: number, fileEnd: number): number {
  for (let at = offset - 1; at < fileEnd; at += chunkBytes) {
    const chunk = readAt(handle, at, chunkBytes);
    const newline = chunk.indexOf(0x0a);
    if (newline !== -1) return Math.min(at + newline + 1, fileEnd);
    if (chunk.length === 0) break;
  }
  return fileEnd;
}
