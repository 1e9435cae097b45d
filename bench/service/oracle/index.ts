import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Effort } from '../../effort.ts';
import { createRandom } from '../../random.ts';
import { spreadOf, type Samples } from '../../rounds.ts';
import type { Section } from '../../section.ts';
import { RESULTS_FOLDER } from '../../write-results.ts';
import { HttpClient } from '../load/http-client.ts';
import { storeSecrets } from '../load/operations.ts';
import { rocAreaOf } from '../statistics/roc-area.ts';
import { bundleService } from '../subjects/bundle-subject.ts';
import { startSubject } from '../subjects/start-subject.ts';
import { startSurroundings, type Surroundings } from '../surroundings/surroundings.ts';
import { type Guess, guessesAt } from './guesses.ts';
import { interrogate } from './interrogate.ts';

const SAMPLES_EACH = 20_000;
const LANES = 2;
const SECRETS = 50;

/** A password, and as much as a Text may hold. */
const RECORD_BYTES = [96, 64 * 1024];

/** How far from 0.5 the area may be: an attacker is right 52 times in 100 where guessing is right 50 times. */
const TOLERANCE = 0.02;

const pairsOf = <Item>(items: readonly Item[]): (readonly [Item, Item])[] =>
  items.flatMap((left, index) => items.slice(index + 1).map((right) => [left, right] as const));

interface Heard {
  readonly guess: Guess;
  readonly microseconds: readonly number[];
}

const sectionsOf = (title: string, heard: readonly Heard[]): readonly Section[] => {
  const pairs = pairsOf(heard).map(([left, right]) => ({
    name: `${left.guess.title} and ${right.guess.title}`,
    area: rocAreaOf(left.microseconds, right.microseconds),
  }));
  const medians: Samples[] = heard.map(({ guess, microseconds }) => ({
    name: guess.title,
    values: [spreadOf(microseconds).median / 1000],
  }));
  return [
    {
      title: `${title}: area under the ROC curve`,
      unit: 'area',
      samples: pairs.map(({ name, area }) => ({ name, values: [area] })),
      claims: pairs.map(({ name }) => ({
        claim: `can't be told apart: ${name}`,
        of: name,
        atLeast: 0.5 - TOLERANCE,
        atMost: 0.5 + TOLERANCE,
      })),
    },
    { title: `${title}: median time`, unit: 'ms', samples: medians, claims: [] },
  ];
};

/** @throws Error unless KMS refused exactly once for each request, and did nothing else. */
const requireOneRefusalEach = async (surroundings: Surroundings, requests: number): Promise<void> => {
  const { kmsOutcomes } = await surroundings.aws({});
  const { InvalidCiphertextException: refused = 0, ...others } = kmsOutcomes;
  const extra = Object.entries(others);
  // The lanes may each have made one round of guesses more than is kept.
  if (extra.length > 0 || refused < requests || refused > requests + 3 * LANES) {
    throw new Error(`${requests} requests made these KMS calls: ${JSON.stringify(kmsOutcomes)}.`);
  }
};

/** Every latency, a line for each guess: what the areas were computed from. */
const writeLatencies = async (lines: readonly string[]): Promise<void> => {
  await mkdir(RESULTS_FOLDER, { recursive: true });
  await writeFile(
    path.join(RESULTS_FOLDER, 'oracle-microseconds.csv.gz'),
    gzipSync(lines.join('\n'), { level: 9 }),
  );
};

/**
 * Whether answers to unknown Names, wrong Keys and malformed Keys can be told apart, on /decrypt and for a
 * refused replacement, with small records and with the largest. Fails when they differ in anything but time,
 * or when one of them isn't exactly one refusal of KMS.
 */
export async function* benchOracle({ quick }: Effort): AsyncGenerator<Section> {
  const samplesEach = quick ? 300 : SAMPLES_EACH;
  const surroundings = await startSurroundings();
  const bundle = await bundleService(surroundings.folder);
  const subject = await startSubject({ bundle, environment: surroundings.environment });
  const client = new HttpClient(subject.origin, LANES);
  const lines: string[] = [];
  try {
    for (const bytes of RECORD_BYTES) {
      const secrets = await storeSecrets(client, SECRETS, bytes);
      for (const route of ['/decrypt', '/encrypt'] as const) {
        const guesses = guessesAt(secrets, route);
        await interrogate(client, guesses, { samplesEach: 300, lanes: LANES, random: createRandom(1) });
        await surroundings.aws({});
        const times = await interrogate(client, guesses, {
          samplesEach,
          lanes: LANES,
          random: createRandom(3),
        });
        await requireOneRefusalEach(surroundings, samplesEach * guesses.length);
        const title = `${route === '/decrypt' ? '/decrypt' : 'refused replacement'}, records of ${bytes} bytes`;
        const heard = guesses.map((guess, index) => ({ guess, microseconds: times[index] ?? [] }));
        lines.push(
          ...heard.map(({ guess, microseconds }) => [title, guess.title, ...microseconds].join(';')),
        );
        yield* sectionsOf(title, heard);
      }
    }
    if (!quick) await writeLatencies(lines);
  } finally {
    await client.close();
    await subject.stop();
    await surroundings.stop();
  }
}
