/**
 * AWS's own JSON documents are written by Java, where a double always shows its point: `50.0`. Whoever
 * compares texts sees the difference.
 */

/** A number that AWS holds as a double. */
export class JavaDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

type AwsJson = undefined | null | boolean | string | number | JavaDouble | readonly AwsJson[] | AwsJsonObject;
interface AwsJsonObject {
  readonly [key: string]: AwsJson;
}

/** Like `JSON.stringify`, keys in the order given, undefined ones left out, doubles as Java writes them. */
export function writeAwsJson(value: AwsJson): string {
  if (value instanceof JavaDouble) return formatDouble(value.value);
  if (isList(value)) return `[${value.map((member) => writeAwsJson(member)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${writeAwsJson(member)}`).join(',')}}`;
}

/** A double as `Double.toString` writes it: `21.5`, `100.0`, `1.0E7`. */
export function formatDouble(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e7)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    return `${withPoint(mantissa)}E${exponent.replace('+', '')}`;
  }
  return withPoint(String(value));
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`;
}

function isList(value: AwsJson): value is readonly AwsJson[] {
  return Array.isArray(value);
}
