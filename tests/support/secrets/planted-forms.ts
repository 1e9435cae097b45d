import { marker } from './interrogation.ts';

const hexOf = (text: string): string => Buffer.from(text).toString('hex');
const eachByte = (text: string, spell: (hex: string) => string): string =>
  hexOf(text).replace(/../g, (hex) => spell(hex));

/** Ways in which a program may write a text into something longer. */
const forms: Readonly<Record<string, (text: string) => Buffer>> = {
  'as it is': (text) => Buffer.from(text),
  'base64 from its start': (text) => Buffer.from(Buffer.from(`${text}??`).toString('base64')),
  'base64 from its second byte': (text) => Buffer.from(Buffer.from(`?${text}??`).toString('base64')),
  'base64 from its third byte': (text) => Buffer.from(Buffer.from(`??${text}??`).toString('base64')),
  base64url: (text) => Buffer.from(Buffer.from(text).toString('base64url')),
  hex: (text) => Buffer.from(hexOf(text)),
  'hex in capitals': (text) => Buffer.from(hexOf(text).toUpperCase()),
  'URL encoding': (text) => Buffer.from(eachByte(text, (hex) => `%${hex.toUpperCase()}`)),
  'JSON escapes': (text) => Buffer.from(eachByte(text, (hex) => `\\u00${hex}`)),
  'UTF-16': (text) => Buffer.from(text, 'utf16le'),
};

/** A copy of a file's content with a secret of its own in each spelling, somewhere in the middle; and those secrets. */
export const plantForms = (
  content: Buffer,
): { readonly bytes: Buffer; readonly secrets: Readonly<Record<string, string>> } => {
  const secrets: Record<string, string> = {};
  const middle = Math.floor(content.length / 2);
  const pieces = [content.subarray(0, middle)];
  for (const [form, spell] of Object.entries(forms)) {
    const secret = marker();
    secrets[form] = secret;
    pieces.push(spell(secret), Buffer.from('\n'));
  }
  return { bytes: Buffer.concat([...pieces, content.subarray(middle)]), secrets };
};
