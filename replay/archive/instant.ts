/** An instant as CloudTrail and CloudWatch Logs exports write it: ISO 8601 in UTC, with or without fractions. */
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Reads an instant; `undefined` for anything that is not one. */
export function parseInstant(text: unknown): number | undefined {
  if (typeof text !== 'string' || !instantForm.test(text)) return undefined;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}
