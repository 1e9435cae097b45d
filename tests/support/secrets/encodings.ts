/** Enough hexadecimal digits that their bytes are nowhere by chance. */
const SPELLED_BYTES = /^(?:[\da-f]{2}){6,}$/i;

/** Spellings in which a text may turn up; of some there are several for the same bytes. */
export const encodings = {
  'as it is': (text) => [Buffer.from(text)],
  base64: (text) => base64Cores(text, 'base64'),
  base64url: (text) => base64Cores(text, 'base64url'),
  hex: (text) => inBothCases(Buffer.from(text).toString('hex')),
  'JSON escapes': (text) =>
    inBothCases(
      eachByte(text, (hex) => `\\u00${hex}`),
      'u',
    ),
  'URL encoding': (text) => inBothCases(eachByte(text, (hex) => `%${hex}`)),
  'UTF-16, little end first': (text) => [Buffer.from(text, 'utf16le')],
  'UTF-16, big end first': (text) => [Buffer.from(text, 'utf16le').swap16()],
  'octal escapes': (text) => [
    Buffer.from(Array.from(Buffer.from(text), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')),
  ],
  'bytes of its digits': (text) => (SPELLED_BYTES.test(text) ? [Buffer.from(text, 'hex')] : []),
} satisfies Record<string, (text: string) => Buffer[]>;

export type Encoding = keyof typeof encodings;

const eachByte = (text: string, spell: (hex: string) => string): string =>
  Array.from(Buffer.from(text), (byte) => spell(byte.toString(16).padStart(2, '0'))).join('');

/** Hexadecimal digits are written in either case; `kept` stays small. */
const inBothCases = (digits: string, kept = ''): Buffer[] => {
  const upper = digits.toUpperCase();
  return [...new Set([digits, kept === '' ? upper : upper.replaceAll(kept.toUpperCase(), kept)])].map(
    (spelled) => Buffer.from(spelled),
  );
};

/**
 * Base64 of a text in the middle of something longer looks different at each of three offsets; at its ends are
 * characters that depend on what is around it, which are cut off.
 */
const base64Cores = (text: string, encoding: 'base64' | 'base64url'): Buffer[] =>
  [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const first = Math.ceil((8 * offset) / 6);
    const end = Math.floor((8 * bytes.length) / 6);
    return Buffer.from(bytes.toString(encoding).slice(first, end));
  });
