import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { findSecrets, findSecretsBelow } from '../../support/secrets/find-secrets.ts';

const secret = 'Zq7RkW2mXc9TbN4vLs8HdJ1pGfY6uAe3';
const found = (text: string | Buffer): string[] =>
  findSecrets(Buffer.from(text), { it: secret }, 'here').map(({ encoding }) => encoding);

const asHex = (text: string): string => Buffer.from(text).toString('hex');
const inUtf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('the search for secrets', () => {
  it.each([
    ['as it is', `"${secret}"`],
    ['base64', Buffer.from(`?${secret}?`).toString('base64')],
    ['base64', Buffer.from(`??${secret}?`).toString('base64')],
    ['base64', `Basic ${Buffer.from(secret).toString('base64')}`],
    ['hex', `\\x${asHex(secret)}`],
    ['hex', asHex(secret).toUpperCase()],
    ['JSON escapes', JSON.stringify(secret).replace(/\w/g, (one) => `\\u00${asHex(one)}`)],
    ['JSON escapes', secret.replace(/./g, (one) => `\\u00${asHex(one).toUpperCase()}`)],
    ['URL encoding', secret.replace(/./g, (one) => `%${asHex(one)}`)],
    ['UTF-16, little end first', inUtf16(`x${secret}`)],
    ['UTF-16, big end first', inUtf16(secret).swap16()],
    ['octal escapes', secret.replace(/./g, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`)],
  ])('finds one that is written %s', (encoding, text) => {
    expect(found(text)).toContain(encoding);
  });

  it('finds one in base64url where that differs from base64', () => {
    const odd = '~?~>~~?>~?~>~~?>';
    const text = Buffer.from(odd).toString('base64url');
    expect(findSecrets(Buffer.from(text), { it: odd }, 'here').map(({ encoding }) => encoding)).toEqual([
      'base64url',
    ]);
  });

  it.each(Array.from({ length: secret.length - 14 }, (_, start) => secret.slice(start, start + 15)))(
    'finds the fifteen characters %s of it',
    (part) => {
      expect(found(`Unexpected token in "${part}"`)).toEqual(['as it is']);
    },
  );

  it.each([
    ['nothing', ''],
    ['seven characters of it', secret.slice(0, 7)],
    ['it in other letters', secret.toLowerCase()],
    ['it backwards', Buffer.from(secret).reverse().toString()],
    ['another secret', 'Yq7RkW1mXc8TbN3vLs7HdJ0pGfX6uAd3'],
  ])('does not find it in %s', (_title, text) => {
    expect(found(text)).toEqual([]);
  });

  it('looks into every file below a folder, tells where, and counts them', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-secrets-'));
    await Promise.all([
      writeFile(path.join(folder, 'a.log'), 'nothing'),
      writeFile(path.join(folder, 'b.log'), asHex(secret)),
      writeFile(path.join(folder, 'password'), secret),
    ]);
    expect(await findSecretsBelow(folder, { it: secret }, ['password'])).toEqual({
      files: 2,
      findings: [{ place: 'b.log', secret: 'it', encoding: 'hex' }],
    });
    await rm(folder, { recursive: true });
  });
});
