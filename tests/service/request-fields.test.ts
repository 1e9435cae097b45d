import { describe, expect, it } from 'vitest';

import { parseFields } from '../../service/routes/request-fields.ts';

const name = 'Name must be a string of 1 to 256 characters without NUL or unpaired surrogates';
const text = 'Text must be a string of 1 to 65536 bytes in UTF-8 without unpaired surrogates';
const key = 'Key must be a string of 1 to 128 characters';
const parseEncrypt = (body: unknown) => parseFields(body, ['Name', 'Text'], ['Key']);

describe('the fields of a request', () => {
  it.each([
    ['Name empty', { Name: '', Text: 't' }, name],
    ['Name of 257 code points', { Name: 'n'.repeat(257), Text: 't' }, name],
    ['Name of 257 code points in two units each', { Name: '🔐'.repeat(257), Text: 't' }, name],
    ['Name with NUL', { Name: 'a\0b', Text: 't' }, name],
    ['Name with half a surrogate pair', { Name: 'a\ud800', Text: 't' }, name],
    ['Name with a pair the wrong way round', { Name: '\udc00\ud800', Text: 't' }, name],
    ['Name that is a number', { Name: 1, Text: 't' }, name],
    ['Name missing', { Text: 't' }, name],
    ['Name only inherited', Object.create({ Name: 'n', Text: 't' }) as object, `${name}; ${text}`],
    ['Text empty', { Name: 'n', Text: '' }, text],
    ['Text of 65537 bytes', { Name: 'n', Text: 'x'.repeat(65_537) }, text],
    ['Text of 65537 bytes in fewer characters', { Name: 'n', Text: `${'🔐'.repeat(16_384)}x` }, text],
    ['Text with half a surrogate pair', { Name: 'n', Text: '\udfff' }, text],
    ['Text null', { Name: 'n', Text: null }, text],
    ['Key empty', { Name: 'n', Text: 't', Key: '' }, key],
    ['Key null', { Name: 'n', Text: 't', Key: null }, key],
    ['Key of 129 characters', { Name: 'n', Text: 't', Key: 'k'.repeat(129) }, key],
    ['all wrong', { Name: [], Text: {}, Key: 0 }, `${name}; ${text}; ${key}`],
  ])('are refused with the rule in words: %s', (_title, body, message) => {
    expect(() => parseEncrypt(body)).toThrow(
      expect.objectContaining({ name: 'InvalidRequestError', statusCode: 400, message }),
    );
  });

  it.each([{ key: 'k' }, { Extra: 1 }, JSON.parse('{"__proto__":{"Key":"k"}}') as object])(
    'are refused when there is one more: %o',
    (extra) => {
      const body = Object.defineProperties({ Name: 'n', Text: 't' }, Object.getOwnPropertyDescriptors(extra));
      expect(() => parseEncrypt(body)).toThrow('The body may hold no other fields than Name, Text, Key');
    },
  );

  it('are accepted without the optional one', () => {
    expect(parseEncrypt({ Name: 'n', Text: 't' })).toEqual({ Name: 'n', Text: 't' });
  });
});
