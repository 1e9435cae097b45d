/** An instant to the second, UTC, ISO 8601. */
export function utc(instantMs: number): string {
  return new Date(instantMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

const minuteMs = 60_000;

/** How long something lasted, in the one unit a person would say. */
export function describeDuration(durationMs: number): string {
  const minutes = Math.round(durationMs / minuteMs);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** `2026-01-31T00:00:00Z, 3 h ago`. */
export function describeInstant(instantMs: number, nowMs: number): string {
  return `${utc(instantMs)}, ${describeDuration(nowMs - instantMs)} ago`;
}
