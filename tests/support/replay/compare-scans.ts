import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { createRandom, type Random } from '../../../bench/random.ts';
import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import { parseInstant } from '../../../replay/archive/instant.ts';
import { type Portion, splitIntoPortions } from '../../../replay/archive/portions.ts';
import { ArchiveScanner } from '../../../replay/detect/scan-archive.ts';
import { slotOf } from '../../../replay/tally/slot.ts';
import { addCount, createTally, mergeTally, type Tally } from '../../../replay/tally/tally.ts';
import { recordedPatterns } from '../recorded-detections.ts';
import { spellJson } from './fuzzed-json.ts';

const patterns = recordedPatterns.map(({ pattern }) => parseFilterPattern(pattern));
const records = recordedPatterns.flatMap(({ matches, nearMisses }) =>
  [...matches, ...nearMisses].map(({ record }) => record),
);
const options = {
  filters: patterns.map(({ text }, index) => ({
    isFine: false,
    declaration: {
      filterName: `filter-${index}`,
      logGroupName: 'trail',
      filterPattern: text,
      metricTransformation: { namespace: 'test', name: `metric-${index}`, value: '1' },
    },
  })),
  delayMs: 0,
  fromMs: -Infinity,
  toMs: Infinity,
};

/**
 * Scans the same spelled records as lines in many portions, as a document, and compressed, and holds each against
 * parsing every record and asking every pattern.
 * @returns how much there was to find.
 */
export async function compareScans({ seed, lines }: { seed: number; lines: number }) {
  const random = createRandom(seed);
  const scanner = new ArchiveScanner(options);
  const counts = { records: 0, cut: 0, matches: 0 };
  const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-scans-'));
  try {
    while (counts.records < lines) {
      const texts = Array.from({ length: Math.min(500, lines - counts.records) }, () => spellRecord(random));
      const cut = texts.map((text) =>
        random.next() < 0.05 ? text.slice(0, random.next() * text.length) : text,
      );
      const file = path.join(folder, 'archive');
      const scan = async (content: string | Buffer, portionBytes: number) => {
        await writeFile(file, content);
        const { length: bytes } = Buffer.from(content);
        return scanAll(scanner, splitIntoPortions({ path: file, bytes }, portionBytes));
      };
      const document = `{"Records":[${texts.join(random.pick([',', ' , ', ',\n']))}]}`;
      expect(await scan(document, 1)).toEqual(scanNaively(texts));
      expect(await scan(gzipSync(document), 1)).toEqual(scanNaively(texts));
      expect(await scan(cut.join(random.pick(['\n', '\r\n', '\n\n'])), 20_000)).toEqual(scanNaively(cut));
      counts.records += texts.length;
      counts.cut += cut.filter((text, index) => text !== texts[index]).length;
      counts.matches += scanNaively(texts).matches.reduce((sum, matches) => sum + matches, 0);
    }
    return counts;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function spellRecord(random: Random): string {
  const seconds = Math.floor(random.next() * 86_400);
  const eventTime = `${new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().slice(0, 19)}Z`;
  // A line ends at any newline, so there is none where JSON allows space.
  return spellJson({ ...random.pick(records), eventTime }, random);
}

interface Outcome {
  readonly events: number;
  readonly problems: number;
  readonly eventsBySlot: Tally['eventsBySlot'];
  readonly matches: readonly number[];
  readonly matchesBySlot: readonly Tally['eventsBySlot'][];
}

async function scanAll(scanner: ArchiveScanner, portions: readonly Portion[]): Promise<Outcome> {
  const tally = createTally(patterns.length);
  let problems = 0;
  for (const portion of portions) {
    const scanned = await scanner.scan(portion);
    mergeTally(tally, scanned.tally);
    problems += scanned.problemCount;
  }
  return {
    events: tally.events,
    problems,
    eventsBySlot: tally.eventsBySlot,
    matches: tally.filters.map(({ matches }) => matches),
    matchesBySlot: tally.filters.map(({ matchesBySlot }) => matchesBySlot),
  };
}

function scanNaively(texts: readonly string[]): Outcome {
  const eventsBySlot: Outcome['eventsBySlot'] = new Map();
  const matchesBySlot = patterns.map((): Outcome['eventsBySlot'] => new Map());
  const outcome = { events: 0, problems: 0 };
  for (const text of texts.filter((each) => each.trim() !== '')) {
    const timeMs = timeOf(text);
    if (timeMs === undefined) {
      outcome.problems += 1;
      continue;
    }
    outcome.events += 1;
    const slot = slotOf(timeMs, false);
    addCount(eventsBySlot, slot, 1);
    for (const [index, pattern] of patterns.entries()) {
      if (pattern.match(text)) addCount(matchesBySlot[index] ?? new Map<number, number>(), slot, 1);
    }
  }
  const sum = (counts: ReadonlyMap<number, number>): number =>
    [...counts.values()].reduce((a, b) => a + b, 0);
  return { ...outcome, eventsBySlot, matches: matchesBySlot.map(sum), matchesBySlot };
}

function timeOf(text: string): number | undefined {
  try {
    return parseInstant((JSON.parse(text) as { readonly eventTime?: unknown }).eventTime);
  } catch {
    return undefined;
  }
}
