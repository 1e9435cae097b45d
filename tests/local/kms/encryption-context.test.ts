import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameEncryptionContext } from '../../../local/kms/encryption-context.ts';

const frame = (pairs: Record<string, string>): string =>
  frameEncryptionContext(new Map(Object.entries(pairs))).toString('hex');

/** Few letters make collisions likely; lone surrogates and astral characters are among them. */
const awkwardText = fc.string({
  unit: fc.constantFrom('a', 'b', '\0', '\ud800', '\udc00', '😀', 'é'),
  maxLength: 4,
});
const contexts = fc.dictionary(awkwardText, awkwardText, { maxKeys: 3 });
const sorted = (context: Record<string, string>): string =>
  JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1)));

describe('frameEncryptionContext', () => {
  it('gives two contexts the same bytes only when they hold the same pairs', () => {
    fc.assert(
      fc.property(contexts, contexts, (one, two) => {
        expect(frame(one) === frame(two)).toBe(sorted(one) === sorted(two));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on the order of the pairs', () => {
    expect(frame({ a: '1', b: '2', 'aws:x': '3' })).toBe(frame({ 'aws:x': '3', b: '2', a: '1' }));
  });

  it('keeps apart what other framings mix up', () => {
    const near = [
      { a: 'bc' },
      { ab: 'c' },
      { a: 'b', c: '' },
      { abc: '' },
      { '': 'abc' },
      { a: 'b', c: 'd' },
      { a: 'b\0\0c\0\0d' },
      { a: '\ud800' },
      { a: '\ud801' },
      {},
    ];
    expect(new Set(near.map((context) => frame(context as Record<string, string>))).size).toBe(near.length);
  });
});
