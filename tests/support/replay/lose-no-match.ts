import { expect } from 'vitest';
import { createRandom, type Random } from '../../../bench/random.ts';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { goodDecrypt } from '../../../detections/recorded/kms-records.ts';
import type { ArchiveSink, FoundObject } from '../../../replay/archive/archive-sink.ts';
import { parseInstant } from '../../../replay/archive/instant.ts';
import { LineSplitter } from '../../../replay/archive/line-splitter.ts';
import { StructureScanner } from '../../../replay/archive/structure/structure-scanner.ts';
import { requiredLiterals } from '../../../replay/detect/required-literals.ts';
import { Sieve } from '../../../replay/detect/sieve.ts';
import { recordedPatterns } from '../recorded-detections.ts';
import { damage, spellJson } from './fuzzed-json.ts';
import { pushTo } from './push-to.ts';

const records = recordedPatterns.flatMap(({ matches, nearMisses }) =>
  [...matches, ...nearMisses].map(({ record }) => record),
);

/** The shipped patterns, each with records that it matches, and others for what those don't use. */
const cases = [
  ...recordedPatterns.map(({ pattern, matches }) => ({
    text: pattern,
    matches: matches.map(({ record }) => record),
  })),
  ...[
    '{ $.requestParameters.* = "kms.amazonaws.com" || $.eventName = "StopLogging" }',
    '{ $.eventName = "Dec*" && $.sourceIPAddress != "192.0.2.10" }',
    '{ $.eventName = "*crypt" && $.userIdentity.type = "AssumedRole" }',
    '{ $.recipientAccountId = "111122223333" && $.eventName = "Decrypt" }',
    '{ $.more.eventSource = "kms.amazonaws.com" }',
    'InvalidCiphertext -Secrets',
  ].map((text) => ({ text, matches: records })),
];

/**
 * Spells and damages lines, many of them matching, and asks about each what replay asks: whether it is one JSON
 * object, when it is of, and whether it needs parsing.
 * @throws AssertionError when a match would be lost or a time be wrong.
 */
export function loseNoMatch({ seed, lines }: { seed: number; lines: number }) {
  const random = createRandom(seed);
  const counts = { lines: 0, damaged: 0, notJson: 0, matches: 0, refused: 0, timed: 0 };
  for (let batch = 0; counts.lines < lines; batch += 1) {
    const { text, matches } = random.pick(cases);
    const size = Math.min(1000, lines - counts.lines);
    const batchLines = Array.from({ length: size }, () => fuzzedLine(matches, random));
    counts.damaged += batchLines.filter(({ isDamaged }) => isDamaged).length;
    checkBatch(
      text,
      batchLines.map(({ bytes }) => bytes),
      random,
      counts,
    );
  }
  return counts;
}

type Counts = ReturnType<typeof loseNoMatch>;

function fuzzedLine(matches: readonly object[], random: Random) {
  const roll = random.next();
  const record = roll < 0.5 ? random.pick(matches) : roll < 0.6 ? goodDecrypt : random.pick(records);
  const bytes = Buffer.from(spellJson(record, random));
  const isDamaged = random.next() < 0.1;
  const line = isDamaged ? damage(bytes, random) : bytes;
  return { isDamaged, bytes: line.filter((byte) => byte !== 0x0a) };
}

function checkBatch(text: string, lines: readonly Uint8Array[], random: Random, counts: Counts): void {
  const pattern = parseFilterPattern(text);
  const scanner = new StructureScanner();
  const sieve = new Sieve(scanner, [requiredLiterals(pattern.syntax)]);
  const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  sieve.begin(random.next() < 0.5 ? bytes : Buffer.from('nothing'));
  const told = new Map<number, FoundObject & { readonly isRefused: boolean }>();
  const sink: ArchiveSink = {
    onBegin: () => undefined,
    onRecord: () => undefined,
    onLine: (object, number) => {
      told.set(number, { ...object, isRefused: !sieve.mayMatch(object) });
    },
    onExportedLine: () => undefined,
    onBrokenLine: () => undefined,
    onEnd: (number) => expect(number).toBe(lines.length),
  };
  pushTo(new LineSplitter(sink, scanner), bytes, 1 + Math.floor(random.next() * 100_000));
  for (const [index, line] of lines.entries()) {
    const message = Buffer.from(line).toString('utf8').trim();
    const event = parseObject(message);
    const found = told.get(index + 1);
    counts.lines += 1;
    if (event === undefined) counts.notJson += 1;
    else if (found === undefined) expect.fail(`not told as an object: ${message}`);
    if (found !== undefined && found.timeMs !== -1 && event !== undefined) {
      counts.timed += 1;
      if (parseInstant(event['eventTime']) !== found.timeMs) expect.fail(`told another time: ${message}`);
    }
    const matches = pattern.match(message);
    if (matches && found?.isRefused === true) expect.fail(`${text} matches what is refused: ${message}`);
    counts.matches += matches ? 1 : 0;
    counts.refused += found?.isRefused === true ? 1 : 0;
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
