import type { SecretBody } from './secret-body.ts';

const MAX_BODY_BYTES = 400 * 1024;
const MAX_TEXT_BYTES = 64 * 1024;

const codePoints = (text: string): number => {
  let count = 0;
  for (const character of text) count += character.length > 0 ? 1 : 0;
  return count;
};

const isWhole = (text: string): boolean => encodeURIComponentOrNot(text) !== undefined;

/** Half a surrogate pair is what the language's own encoder refuses. */
const encodeURIComponentOrNot = (text: string): string | undefined => {
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const obeys: Readonly<Record<string, (value: string) => boolean>> = {
  Name: (value) =>
    codePoints(value) >= 1 && codePoints(value) <= 256 && isWhole(value) && value.indexOf('\0') < 0,
  Text: (value) => value !== '' && isWhole(value) && Buffer.from(value).length <= MAX_TEXT_BYTES,
  Key: (value) => codePoints(value) >= 1 && codePoints(value) <= 128,
};

const parse = (bytes: Buffer): unknown => {
  const text = bytes.toString('utf8');
  // What isn't UTF-8 doesn't come back as it was; a byte order mark isn't JSON.
  if (!Buffer.from(text).equals(bytes)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The fields of a body that obeys the contract's every rule; undefined for any other. */
export const soundFieldsOf = ({ route, bytes }: SecretBody): Record<string, string> | undefined => {
  const value = parse(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = value as Record<string, unknown>;
  const required = route === '/encrypt' ? ['Name', 'Text'] : ['Name', 'Key'];
  const names = Object.keys(fields);
  const sound =
    required.every((name) => names.includes(name)) &&
    names.every((name) => {
      const field = fields[name];
      const known = required.includes(name) || (route === '/encrypt' && name === 'Key');
      return known && typeof field === 'string' && obeys[name]?.(field) === true;
    });
  return sound ? (fields as Record<string, string>) : undefined;
};

/**
 * What the contract says to a body sent as JSON, in words of its own: 200 for a new Name, 409 for one in
 * `stored`, 400 for anything malformed and for every Key, since here none is ever right.
 */
export const expectedStatusOf = (body: SecretBody, isStored: (name: string) => boolean): number => {
  if (body.bytes.length > MAX_BODY_BYTES) return 413;
  const fields = soundFieldsOf(body);
  if (fields === undefined || body.route === '/decrypt' || fields['Key'] !== undefined) return 400;
  return isStored(fields['Name'] ?? '') ? 409 : 200;
};
