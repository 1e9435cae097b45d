import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitIntoPortions } from '../../../replay/archive/portions.ts';
import { documentOf, goodCallAt, replayOf, wrongKeyAt, writeFiles } from '../../support/replay/replay-of.ts';

const portionBytes = 100;

async function portionsOf(content: string | Buffer) {
  const folder = await writeFiles({ archive: content });
  const file = path.join(folder, 'archive');
  const { length } = await readFile(file);
  return splitIntoPortions({ path: file, bytes: length }, portionBytes);
}

describe('the portions of a file', () => {
  it('hold every line once and whole', async () => {
    const lines = fc.array(
      fc.string({ maxLength: 250 }).map((text) => text.replaceAll('\n', ' ')),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.boolean(), async (texts, endsWithNewline) => {
        const content = Buffer.from(texts.join('\n') + (endsWithNewline ? '\n' : ''));
        const portions = await portionsOf(content);
        const pieces = portions.map(({ from, to }) => content.toString('utf8', from, to));
        expect(pieces.join('')).toBe(content.toString());
        expect(pieces.slice(0, -1).every((piece) => piece.endsWith('\n'))).toBe(true);
        expect(portions.slice(0, -1).every(({ from, to }) => to - from >= portionBytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a document', documentOf(goodCallAt('10:00:00'))],
    ['a document with a byte order mark', `\uFEFF${documentOf(goodCallAt('10:00:00'))}`],
    ['gzip', gzipSync(Array.from({ length: 500 }, (_, index) => String(index)).join('\n'))],
    ['lines in UTF-16, none of which can be read', Buffer.from('\ufeff' + '{}\n'.repeat(100), 'utf16le')],
    ['a small file of lines', '{}\n{}\n'],
  ])('are one for %s', async (_, content) => {
    expect(await portionsOf(content)).toHaveLength(1);
  });

  it('are told with the lines of the file, not their own, and make no difference to what is found', async () => {
    // More than two portions: each has 8 MB.
    const line = goodCallAt('10:00:00');
    const count = Math.ceil(20_000_000 / line.length);
    const lines = [...Array<string>(count).fill(line), wrongKeyAt('10:00:01'), 'junk', ...[line, '{"cut":']];
    const { report, filter } = await replayOf({ 'a.ndjson': lines.join('\n') });
    expect(report.archive.events).toBe(count + 2);
    expect(filter.matches).toBe(1);
    expect(report.problems.map(({ problem }) => problem)).toEqual([
      `line ${count + 2} is neither a JSON object nor a time and a message`,
      `line ${count + 4} is not one JSON object`,
    ]);
  });
});
