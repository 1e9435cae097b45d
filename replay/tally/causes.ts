/** Who did what: the facts of a matching event that an investigation starts from. */
export interface Cause {
  /** When the log group would have had it. */
  readonly deliveredMs: number;
  /** The record's eventTime, or the log event's own time. */
  readonly timeMs: number;
  readonly principal: string | undefined;
  readonly sourceIPAddress: string | undefined;
  readonly eventSource: string | undefined;
  readonly eventName: string | undefined;
  readonly errorCode: string | undefined;
  readonly requestID: string | undefined;
  readonly eventID: string | undefined;
  /** The file it was read from. */
  readonly file: string;
}

/** The earliest few matching events of each minute and filter. */
export interface Causes {
  /** By {@link minuteKey}. */
  readonly byMinute: Map<string, Cause[]>;
  kept: number;
  /** Start of the first minute whose causes were let go; Infinity when all minutes have theirs. */
  horizonMs: number;
}

const perMinute = 5;
const minuteMs = 60_000;

/** Above this number the latest minutes lose theirs, so that memory stays bounded whatever matches. */
export const maxCauses = 50_000;

export function createCauses(): Causes {
  return { byMinute: new Map(), kept: 0, horizonMs: Infinity };
}

export function minuteKey(filter: number, minuteStartMs: number): string {
  return `${filter} ${minuteStartMs}`;
}

/** Keeps a cause if it is among the earliest of its minute. What is kept does not depend on the order. */
export function addCause(causes: Causes, filter: number, cause: Cause): void {
  const minuteStartMs = Math.floor(cause.deliveredMs / minuteMs) * minuteMs;
  if (minuteStartMs >= causes.horizonMs) return;
  const key = minuteKey(filter, minuteStartMs);
  const ofMinute = causes.byMinute.get(key) ?? [];
  const last = ofMinute.at(-1);
  if (ofMinute.length >= perMinute && last !== undefined && compareCauses(cause, last) >= 0) return;
  ofMinute.push(cause);
  ofMinute.sort(compareCauses);
  if (ofMinute.length > perMinute) ofMinute.pop();
  else causes.kept += 1;
  causes.byMinute.set(key, ofMinute);
  if (causes.kept > maxCauses * 1.25) letGo(causes);
}

export function mergeCauses(into: Causes, from: Causes): void {
  into.horizonMs = Math.min(into.horizonMs, from.horizonMs);
  for (const [key, ofMinute] of from.byMinute) {
    for (const cause of ofMinute) addCause(into, Number.parseInt(key, 10), cause);
  }
}

/** Reduces the causes to those of the earliest minutes; once more before they are read. */
export function letGo(causes: Causes): void {
  const minutes = [...causes.byMinute.entries()]
    .map(([key, ofMinute]) => ({ key, startMs: Number(key.split(' ')[1]), count: ofMinute.length }))
    .sort((a, b) => a.startMs - b.startMs);
  const kept = { count: 0, endMs: causes.horizonMs };
  for (const { startMs, count } of minutes) {
    kept.count += count;
    if (kept.count > maxCauses) kept.endMs = Math.min(kept.endMs, startMs);
  }
  causes.horizonMs = kept.endMs;
  for (const { key, startMs, count } of minutes) {
    if (startMs < causes.horizonMs) continue;
    causes.byMinute.delete(key);
    causes.kept -= count;
  }
}

/** By time, then by id, then by file: an order of its own whatever order the events were read in. */
export function compareCauses(a: Cause, b: Cause): number {
  return (
    a.deliveredMs - b.deliveredMs ||
    compareTexts(a.eventID ?? '', b.eventID ?? '') ||
    compareTexts(a.file, b.file)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
