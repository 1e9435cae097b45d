import { setImmediate } from 'node:timers/promises';
import type { Portion } from './archive/portions.ts';
import type { ScannedPortion } from './detect/portion-scan.ts';
import { ArchiveScanner } from './detect/scan-archive.ts';
import type { ScanOptions } from './detect/scan-options.ts';

/** What several threads share out among themselves. */
export interface SharedScan {
  readonly options: ScanOptions;
  readonly portions: readonly Portion[];
  /** One number in memory that all of the threads see: the portion whose turn is next. */
  readonly turn: Int32Array;
}

/** Told of what a portion came to; its number is its place among the portions. */
export type OnScanned = (portion: number, scanned: ScannedPortion) => void;

/**
 * Scans whichever portion is next until none is left, as other threads do at the same time. After each the event
 * loop turns, for signals, what other threads tell, and memory that is being given back.
 */
export async function scanInTurn(
  { options, portions, turn }: SharedScan,
  onScanned: OnScanned,
): Promise<void> {
  const scanner = new ArchiveScanner(options);
  for (;;) {
    const number = Atomics.add(turn, 0, 1);
    const portion = portions[number];
    if (portion === undefined) return;
    onScanned(number, await scanner.scan(portion));
    await setImmediate();
  }
}
