import { expect } from 'vitest';
import { createRandom, type Random } from '../../../bench/random.ts';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { detections } from '../../../detections/index.ts';
import { goodDecrypt, recordedSubject } from '../../../detections/recorded/kms-records.ts';
import { Prefilter } from '../../../replay/detect/prefilter.ts';
import { requiredLiterals } from '../../../replay/detect/required-literals.ts';

/** Patterns beside the shipped ones, for what those don't use. */
const otherPatterns = [
  '{ $.requestParameters.* = "kms.amazonaws.com" || $.eventName = "StopLogging" }',
  '{ $.eventName = "Dec*" && $.sourceIPAddress != "192.0.2.10" }',
  'InvalidCiphertext -Secrets',
];

/**
 * Spells records in every way that JSON has, many of them matching, and asks the prefilter about each.
 * @throws AssertionError when it refuses a line that a pattern matches.
 */
export function loseNoMatch({ seed, lines }: { seed: number; lines: number }) {
  const random = createRandom(seed);
  const texts = [...detections.map(({ filterPattern }) => filterPattern(recordedSubject)), ...otherPatterns];
  const records = detections.flatMap(({ matches, nearMisses }) => [...matches, ...nearMisses]);
  const counts = { lines: 0, matches: 0, refused: 0 };
  for (const text of texts) {
    const pattern = parseFilterPattern(text);
    const prefilter = new Prefilter([requiredLiterals(pattern.syntax)]);
    const spelled = Array.from({ length: Math.ceil(lines / texts.length) }, () =>
      spell(random.next() < 0.1 ? goodDecrypt : random.pick(records).record, random),
    ).slice(0, lines - counts.lines);
    const bytes = Buffer.from(spelled.join('\n'));
    let start = 0;
    for (const line of spelled) {
      const end = start + Buffer.byteLength(line);
      const mayMatch = prefilter.mayMatch(bytes, start, end);
      const matches = pattern.match(line);
      if (matches && !mayMatch) expect.fail(`${text} matches what the prefilter refuses: ${line}`);
      counts.lines += 1;
      counts.matches += matches ? 1 : 0;
      counts.refused += mayMatch ? 0 : 1;
      start = end + 1;
    }
  }
  return counts;
}

/** Writes a value with escapes, spaces, duplicate keys and nesting of its own choice. */
function spell(value: unknown, random: Random): string {
  const space = (): string => (random.next() < 0.05 ? ' ' : '');
  const isEscaped = random.next() < 0.3;
  const write = (item: unknown, depth: number): string => {
    if (typeof item === 'string') return spellText(item, isEscaped ? 0.1 : 0, random);
    if (Array.isArray(item)) return `[${item.map((each) => space() + write(each, depth + 1)).join(',')}]`;
    if (typeof item !== 'object' || item === null) return JSON.stringify(item);
    const members = Object.entries(item).flatMap(([name, each]) => {
      const member = `${write(name, depth)}${space()}:${space()}${write(each, depth + 1)}`;
      // Of duplicate keys the last wins, so the first may say anything.
      return random.next() < 0.02 ? [`${write(name, depth)}:"overruled"`, member] : [member];
    });
    const nested = depth === 0 && random.next() < 0.1 ? [`"more":${'['.repeat(50)}${']'.repeat(50)}`] : [];
    return `{${[...members, ...nested].join(`${space()},`)}}`;
  };
  return write(value, 0);
}

function spellText(text: string, escapedShare: number, random: Random): string {
  const characters = Array.from(text, (character) => {
    if (random.next() >= escapedShare) return JSON.stringify(character).slice(1, -1);
    const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${random.next() < 0.5 ? hex : hex.toUpperCase()}`;
  });
  return `"${characters.join('')}"`;
}
