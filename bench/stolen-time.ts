import { readFile } from 'node:fs/promises';

/** How long the processors of a virtual machine had something to do, in ticks of the kernel. */
export interface ProcessorTime {
  /** With what they did of it. */
  readonly wanted: number;
  /** While their host ran something else. */
  readonly stolen: number;
}

/**
 * Of the first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal. What guests of its own used is
 * part of user and nice.
 * @see https://man7.org/linux/man-pages/man5/proc_stat.5.html
 */
export const parseProcessorTime = (stat: string): ProcessorTime => {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, stolen = 0] = stat
    .slice(0, stat.indexOf('\n'))
    .split(/\s+/)
    .map(Number);
  return { wanted: user + nice + system + irq + softirq + stolen, stolen };
};

/** All processors since the machine started; undefined where the system keeps no such account. */
const readProcessorTime = async (): Promise<ProcessorTime | undefined> => {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => undefined);
  return stat === undefined ? undefined : parseProcessorTime(stat);
};

/** Which share of what the processors had to do between two moments their host did not let them. */
export const stolenShareOf = (before: ProcessorTime, after: ProcessorTime): number =>
  (after.stolen - before.stolen) / Math.max(1, after.wanted - before.wanted);

/**
 * Begins to count, and counts until it is asked. Zero on a machine of one's own; the more there is, the less a tail of
 * latencies says of what was measured.
 */
export const watchStolenTime = async (): Promise<() => Promise<number | undefined>> => {
  const before = await readProcessorTime();
  return async () => {
    const after = await readProcessorTime();
    return before === undefined || after === undefined ? undefined : stolenShareOf(before, after);
  };
};
