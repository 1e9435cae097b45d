/** An instant as CloudTrail and CloudWatch Logs exports write it: ISO 8601 in UTC, with or without fractions. */
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Reads an instant; `undefined` for anything that is not one. */
export function parseInstant(text: unknown): number | undefined {
  if (typeof text !== 'string' || !instantForm.test(text)) return undefined;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}

const zero = 0x30;
const lengthOfInstant = '2026-01-01T00:05:00Z'.length;

const lengthOfDay = '2026-01-01'.length;

/** Reads instants out of bytes, fast for whole seconds. Most of an archive's records are of a few days. */
export class InstantReader {
  /** The last day that was read, as it is spelled. */
  readonly #day = new Uint8Array(lengthOfDay);
  #dayMs = Number.NaN;

  /** The instant of the JSON string whose first character is at `start`; `undefined` unless it is in whole seconds. */
  read(bytes: Uint8Array, start: number): number | undefined {
    if (bytes[start + lengthOfInstant] !== 0x22 || bytes[start + 19] !== 0x5a) return undefined;
    if (bytes[start + 10] !== 0x54 || bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a)
      return undefined;
    const hours = twoDigits(bytes, start + 11);
    const minutes = twoDigits(bytes, start + 14);
    const seconds = twoDigits(bytes, start + 17);
    if (!(hours < 24 && minutes < 60 && seconds < 60)) return undefined;
    if (!this.#isSameDay(bytes, start)) this.#readDay(bytes, start);
    const instantMs = this.#dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000;
    return Number.isNaN(instantMs) ? undefined : instantMs;
  }

  /** Compares backwards, as the last digits differ most often. */
  #isSameDay(bytes: Uint8Array, start: number): boolean {
    for (let at = lengthOfDay - 1; at >= 0; at -= 1) if (bytes[start + at] !== this.#day[at]) return false;
    return true;
  }

  #readDay(bytes: Uint8Array, start: number): void {
    this.#day.set(bytes.subarray(start, start + lengthOfDay));
    this.#dayMs = parseInstant(`${String.fromCharCode(...this.#day)}T00:00:00Z`) ?? Number.NaN;
  }
}

/** The number two digits make; 100 for anything else. */
function twoDigits(bytes: Uint8Array, start: number): number {
  const tens = (bytes[start] ?? 0) - zero;
  const ones = (bytes[start + 1] ?? 0) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100;
}
