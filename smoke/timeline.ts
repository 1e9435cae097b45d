import Table from 'cli-table3';

/** The stages one wrong key passes through, in order. */
export type Stage = 'request' | 'KMS error' | 'delivery' | 'datapoint' | 'alarm' | 'mail';

export interface TimelineEntry {
  readonly atMs: number;
  readonly stage: Stage;
  readonly what: string;
  /** True where the source knows the time to the second only, as CloudTrail does. */
  readonly wholeSecond?: boolean;
}

/** Entries by time; those of one instant stay as given. A time known to the second counts as the second's end. */
export function sortTimeline(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const latestMs = (entry: TimelineEntry): number => entry.atMs + (entry.wholeSecond === true ? 999 : 0);
  return [...entries].sort((a, b) => latestMs(a) - latestMs(b));
}

/** An entry as it is printed. */
export interface PrintedEntry {
  /** UTC, ISO 8601; without a fraction where only the second is known. */
  readonly at: string;
  readonly stage: Stage;
  readonly what: string;
}

/** The facts of the table for a script, in the table's order. */
export function printedTimeline(entries: readonly TimelineEntry[]): PrintedEntry[] {
  return sortTimeline(entries).map((entry) => ({ at: timeOf(entry), stage: entry.stage, what: entry.what }));
}

function timeOf({ atMs, wholeSecond }: TimelineEntry): string {
  const time = new Date(atMs).toISOString();
  return wholeSecond === true ? time.replace(/\.\d+Z$/, 'Z') : time;
}

const noBorders = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
  middle: '  ',
};

/** An aligned table: UTC time, seconds since the entry before, stage, what happened. */
export function renderTimeline(entries: readonly TimelineEntry[]): string {
  const table = new Table({
    head: ['time (UTC)', 'seconds', 'stage', 'what'],
    colAligns: ['left', 'right', 'left', 'left'],
    chars: noBorders,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  const sorted = sortTimeline(entries);
  sorted.forEach((entry, i) => {
    const sincePreviousMs = Math.max(0, entry.atMs - (sorted[i - 1]?.atMs ?? entry.atMs));
    table.push([timeOf(entry), `+${(sincePreviousMs / 1000).toFixed(1)}`, entry.stage, entry.what]);
  });
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
