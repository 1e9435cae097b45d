/** An instant as CloudTrail and CloudWatch Logs exports write it: ISO 8601 in UTC, with or without fractions. */
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Reads an instant; `undefined` for anything that is not one. */
export function parseInstant(text: unknown): number | undefined {
  if (typeof text !== 'string' || !instantForm.test(text)) return undefined;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}

const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Whether a number is the time of a log event: in epoch milliseconds, of the years that ISO 8601 writes in four digits.
 * One in microseconds or nanoseconds is not, and would be an alarm's time that no date can tell.
 */
export function isLoggedInstant(timeMs: number): boolean {
  return timeMs >= 0 && timeMs <= lastMs;
}
