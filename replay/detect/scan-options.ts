import type { DetectorFilter } from './detector.ts';

/** How archives are read; the same for each file. Plain values, so that another thread can be told. */
export interface ScanOptions {
  readonly filters: readonly DetectorFilter[];
  /** From a record's eventTime to its arrival in the log group. Log events have arrived: they keep their time. */
  readonly delayMs: number;
  /** Events before are left out. */
  readonly fromMs: number;
  /** Events at this time and later are left out. */
  readonly toMs: number;
}
