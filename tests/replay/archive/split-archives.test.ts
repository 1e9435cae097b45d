import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArchiveSink, FoundObject } from '../../../replay/archive/archive-sink.ts';
import { DocumentSplitter } from '../../../replay/archive/document-splitter.ts';
import { parseInstant } from '../../../replay/archive/instant.ts';
import { LineSplitter } from '../../../replay/archive/line-splitter.ts';
import { StructureScanner } from '../../../replay/archive/structure/structure-scanner.ts';
import { pushTo } from '../../support/replay/push-to.ts';

interface Seen {
  readonly text: string;
  /** -1 where only a parser can tell. */
  readonly timeMs: number;
}

const scanner = new StructureScanner();

function recordingSink() {
  const objects: Seen[] = [];
  const lines: string[] = [];
  const problems: string[] = [];
  const onObject = ({ bytes, start, end, timeMs }: Readonly<FoundObject>): void => {
    objects.push({ text: bytes.toString('utf8', start, end), timeMs });
  };
  const sink: ArchiveSink = {
    onBegin: () => undefined,
    onRecord: onObject,
    onLine: onObject,
    onExportedLine: (bytes, start, end) => lines.push(bytes.toString('utf8', start, end)),
    onBrokenLine: (number) => problems.push(`line ${number} is not one JSON object`),
    onEnd: () => undefined,
  };
  return { sink, objects, lines, problems };
}

/** Splits a document given in pieces of a size. */
function splitDocument(text: string, pieceBytes = Infinity) {
  const recorded = recordingSink();
  pushTo(new DocumentSplitter(recorded.sink, scanner), Buffer.from(text), pieceBytes);
  return recorded.objects;
}

function splitLines(text: string, pieceBytes = Infinity) {
  const recorded = recordingSink();
  pushTo(new LineSplitter(recorded.sink, scanner), Buffer.from(text), pieceBytes);
  return recorded;
}

/** JSON objects full of what could be mistaken for structure, some keys escaped, some repeated, some spaced. */
const tricky = fc.constantFrom(
  '"',
  '\\',
  '},{"eventTime":"2020-01-01T00:00:00Z"',
  '"eventTime":"2020-01-01T00:00:00Z"',
  'eventTime',
  ']}',
  '{"Records":[',
  'kms.amazonaws.com',
  '\n',
  'é\u2028',
);
const key = fc.oneof(tricky, fc.constantFrom('eventTime', 'requestParameters', '__proto__'), fc.string());
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(tricky, fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    fc.constant('2026-01-01T00:05:00Z'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((members) => new Members(members)),
  ),
})).value;

/** An object whose members keep order and duplicates, as a text may have them. */
class Members {
  readonly members: readonly (readonly [string, unknown])[];

  constructor(members: readonly (readonly [string, unknown])[]) {
    this.members = members;
  }
}

const spellings = fc.infiniteStream(fc.nat(11));

function write(item: unknown, choices: Iterator<number>): string {
  const space = (): string => ['', '', '', '', ' ', '\n '][(choices.next().value as number) % 6] ?? '';
  const text = (raw: string): string => {
    const plain = JSON.stringify(raw);
    if (choices.next().value !== 0) return plain;
    return plain.replace(/[a-zA-Z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
  };
  if (typeof item === 'string') return text(item);
  if (Array.isArray(item))
    return `[${space()}${item.map((each) => write(each, choices)).join(`,${space()}`)}]`;
  if (!(item instanceof Members)) return JSON.stringify(item);
  const members = item.members.map(
    ([name, each]) => `${text(name)}${space()}:${space()}${write(each, choices)}`,
  );
  return `{${space()}${members.join(`${space()},`)}${space()}}`;
}

const objectTexts = fc
  .tuple(
    fc.array(
      fc.array(fc.tuple(key, value), { maxLength: 5 }).map((members) => new Members(members)),
      { maxLength: 4 },
    ),
    spellings,
  )
  // Escaping a letter of a two-character escape would change what it says, so such texts are left out.
  .map(([objects, choices]) => objects.map((object) => write(object, choices)).filter(isJson));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('splitting without parsing', () => {
  it('finds the objects of a document that a parser finds, wherever its bytes are cut', () => {
    fc.assert(
      fc.property(objectTexts, fc.integer({ min: 1, max: 40 }), (texts, pieceBytes) => {
        const seen = splitDocument(`{ "Records" : [${texts.join(' ,')}] }\n`, pieceBytes);
        expect(seen.map(({ text }) => text)).toEqual(texts);
      }),
      { numRuns: 3000 },
    );
  });

  it('tells the eventTime that a parser reads, or leaves it to the parser', () => {
    let told = 0;
    fc.assert(
      fc.property(objectTexts, (texts) => {
        for (const { text, timeMs } of splitDocument(`{"Records":[${texts.join(',')}]}`)) {
          if (timeMs === -1) continue;
          told += 1;
          expect(parseInstant((JSON.parse(text) as Record<string, unknown>)['eventTime'])).toBe(timeMs);
        }
      }),
      { numRuns: 6000 },
    );
    expect(told).toBeGreaterThan(100);
  });

  it('finds the same objects as lines', () => {
    fc.assert(
      fc.property(objectTexts, fc.integer({ min: 1, max: 40 }), (texts, pieceBytes) => {
        const lines = texts.map((text) => text.replaceAll('\n', ' '));
        const { objects, problems } = splitLines(lines.join('\r\n'), pieceBytes);
        expect(objects.map(({ text }) => text)).toEqual(lines);
        expect(problems).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes documents one after the other, as concatenated files are', () => {
    const seen = splitDocument('{"Records":[{"a":1}]}\n{"Records":[]}{"Records":[{"a":2}]}', 7);
    expect(seen.map(({ text }) => text)).toEqual(['{"a":1}', '{"a":2}']);
  });

  it.each([
    [
      'cut inside of a record',
      '{"Records":[{"a":1},{"b"',
      'The document ends in the middle, after 1 records.',
    ],
    ['cut between records', '{"Records":[{"a":1},', 'The document ends in the middle, after 1 records.'],
    ['cut before its end', '{"Records":[{"a":1}]', 'The document ends in the middle, after 1 records.'],
    [
      'without a comma',
      '{"Records":[{"a":1}{"b":2}]}',
      'After 1 records there is "{\\"b\\":2}]}" in place of a comma or the end of Records.',
    ],
    ['with a number', '{"Records":[1]}', 'After 0 records there is "1]}" in place of a record.'],
    [
      'with a comma too many',
      '{"Records":[{"a":1},]}',
      'After 1 records there is "]}" in place of a record.',
    ],
    [
      'with more than records',
      '{"Records":[],"more":1}',
      'After 0 records there is ",\\"more\\":1}" in place of the end of the document.',
    ],
  ])('refuses a document %s', (_, text, sentence) => {
    expect(() => splitDocument(text)).toThrow(sentence);
  });

  it.each(['{"a":1', '{"a":"}', '{"a":1}}', '{"a":1}{"b":2}'])(
    'tells that the line %s is not one object',
    (line) => {
      const { problems, objects } = splitLines(`{"ok":1}\n${line}\n{"ok":2}`);
      expect(problems).toEqual(['line 2 is not one JSON object']);
      expect(objects.map(({ text }) => text)).toEqual(['{"ok":1}', '{"ok":2}']);
    },
  );
});

describe('an instant told without parsing', () => {
  const timeOf = (text: string) => splitDocument(`{"Records":[{"eventTime":"${text}"}]}`)[0]?.timeMs;

  it.each([
    ['2026-01-01T00:05:00Z', Date.UTC(2026, 0, 1, 0, 5)],
    ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59)],
    ['2026-01-31T00:00:00Z', Date.UTC(2026, 0, 31)],
    ['2000-03-01T00:00:00Z', Date.UTC(2000, 2, 1)],
    ['1971-01-01T00:00:00Z', Date.UTC(1971, 0, 1)],
    ['2099-12-31T00:00:00Z', Date.UTC(2099, 11, 31)],
    ['1970-12-31T23:59:59Z', -1],
    ['2100-01-01T00:00:00Z', -1],
    ['2026-02-29T00:00:00Z', -1],
    ['2026-04-31T00:00:00Z', -1],
    ['2026-13-01T00:00:00Z', -1],
    ['2026-00-01T00:00:00Z', -1],
    ['2026-01-00T00:00:00Z', -1],
    ['2026-01-01T24:00:00Z', -1],
    ['2026-01-01T00:60:00Z', -1],
    ['2026-01-01T00:00:60Z', -1],
    ['2026-01-01 00:05:00Z', -1],
    ['2026-01-01T0a:05:00Z', -1],
    ['2026-01-01T00:05:00+', -1],
    ['2026-01-01T00:05:00Z ', -1],
    ['2026-01-01T00:05:00.5Z', -1],
    ['', -1],
  ])('of %j is %s', (text, expected) => {
    expect(timeOf(text)).toBe(expected);
  });

  it('is what the parser of texts says, on every day of a century', () => {
    const days = Array.from({ length: 47_000 }, (_, day) => new Date(Date.UTC(1971, 0, 1 + day)));
    const texts = days.map((day) => `${day.toISOString().slice(0, 10)}T12:34:56Z`);
    const seen = splitDocument(`{"Records":[${texts.map((text) => `{"eventTime":"${text}"}`).join(',')}]}`);
    expect(seen.map(({ timeMs }) => timeMs)).toEqual(texts.map(parseInstant));
    expect(texts.at(-1)).toBe('2099-09-05T12:34:56Z');
  });

  it('is what the parser of texts says, for any digits', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
    const texts = fc
      .tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2))
      .map(([y, m, d, h, min, s]) => `${y}-${m}-${d}T${h}:${min}:${s}Z`);
    fc.assert(
      fc.property(texts, (text) => {
        const told = timeOf(text);
        if (told !== -1) expect(told).toBe(parseInstant(text));
      }),
      { numRuns: 2000 },
    );
  });
});
