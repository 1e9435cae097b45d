import { createRandom } from '../random.ts';
import { quantileOf, type Samples, spreadOf, valuesOf } from '../rounds.ts';
import type { Section } from '../section.ts';
import type { Entrant, Field } from './field.ts';
import { offer } from './load/offer.ts';
import { contender } from './saturated.ts';

/** What KMS takes: about what it does in the same region. */
export const KMS_DELAY_MS = 10;

/** How much of what it manages saturated is asked of an entrant. */
interface Load {
  readonly title: string;
  readonly share: number;
  /** What the service's 99th percentile beyond KMS may be, in milliseconds; nothing is claimed without. */
  readonly atMostMs?: number;
}

/** The second shows what the machine takes when hardly anybody waits for anybody: what the first can't be below. */
export const loads: readonly Load[] = [
  { title: 'half load', share: 0.5, atMostMs: 10 },
  { title: 'a tenth of the load', share: 0.1 },
];

interface LatencyOptions {
  readonly rounds: number;
  readonly sliceMs: number;
  /** The section of requests per second: what the share is taken of. */
  readonly saturated: Section;
  readonly load: Load;
}

const random = createRandom(5);

/** What came of the requests of a slice. */
interface Slice {
  readonly of: string;
  /** Of those that were served, beyond KMS's own delay. */
  readonly latenciesMs: readonly number[];
  /** How many of a hundred were turned away. */
  readonly shedPercent: number;
}

/** @throws Error for an answer that is neither the operation's nor 503. */
const measureSlice = async (
  { name, client, operations }: Entrant,
  index: number,
  { sliceMs, saturated, load }: LatencyOptions,
): Promise<Slice> => {
  const operation = operations[index];
  if (operation === undefined) throw new RangeError(`${name} has no operation ${index}.`);
  const title = contender(operation.title, name);
  const perSecond = spreadOf(valuesOf(saturated.samples, title)).median * load.share;
  const offered = await offer(client, operation, { perSecond, durationMs: sliceMs, random });
  const served = offered.filter(({ statusCode }) => statusCode !== 503);
  const wrong = served.find(({ statusCode }) => statusCode !== operation.expectedStatus);
  if (wrong !== undefined) {
    throw new Error(`${title} was answered ${wrong.statusCode} at ${load.title}.`);
  }
  return {
    of: title,
    latenciesMs: served.map(({ latencyMs }) => latencyMs - KMS_DELAY_MS),
    shedPercent: ((offered.length - served.length) / Math.max(1, offered.length)) * 100,
  };
};

/**
 * Each entrant at a share of what it managed itself, requests arriving at random, while KMS takes its time: what
 * a client waits beyond that.
 */
export const measureLatency = async (
  { entrants, surroundings }: Field,
  options: LatencyOptions,
): Promise<readonly Section[]> => {
  const operations = entrants[0]?.operations ?? [];
  const slices = new Map<string, Slice[]>();
  await surroundings.aws({ kmsDelayMs: KMS_DELAY_MS });
  for (let round = -1; round < options.rounds; round += 1) {
    for (const index of operations.keys()) {
      for (const entrant of round % 2 === 0 ? entrants : [...entrants].reverse()) {
        const slice = await measureSlice(entrant, index, options);
        if (round >= 0) slices.set(slice.of, [...(slices.get(slice.of) ?? []), slice]);
      }
    }
  }
  await surroundings.aws({ kmsDelayMs: 0 });
  return sectionsOf(slices, options.load, operations);
};

/**
 * The goal holds for a second's 99th percentile, by its median, as it does for every other figure, and for that of all
 * seconds of a start together, of which one stall of the machine may be all there is to see.
 */
const sectionsOf = (
  slices: ReadonlyMap<string, readonly Slice[]>,
  { title, atMostMs }: Load,
  operations: Entrant['operations'],
): readonly Section[] => {
  const samplesOf = (figures: (each: readonly Slice[]) => readonly number[]): Samples[] =>
    [...slices].map(([name, each]) => ({ name, values: figures(each) }));
  const secondBySecond = (share: number): Samples[] =>
    samplesOf((each) => each.map(({ latenciesMs }) => quantileOf(latenciesMs, share)));
  const together = (share: number): Samples[] =>
    samplesOf((each) => [
      quantileOf(
        each.flatMap(({ latenciesMs }) => latenciesMs),
        share,
      ),
    ]);
  const claims =
    atMostMs === undefined
      ? []
      : operations.map((operation) => ({
          claim: `${operation.title}: service`,
          of: contender(operation.title, 'service'),
          atMost: atMostMs,
        }));
  const load = `${title}, KMS ${KMS_DELAY_MS} ms`;
  const served = 'of what was served, beyond KMS';
  return [
    {
      title: `${load}: turned away with 503`,
      unit: '%',
      samples: samplesOf((each) => each.map(({ shedPercent }) => shedPercent)),
      claims: [],
    },
    { title: `${load}: median ${served}`, unit: 'ms', samples: secondBySecond(0.5), claims: [] },
    {
      title: `${load}: 99th percentile ${served}`,
      unit: 'ms',
      samples: secondBySecond(0.99),
      claims,
    },
    {
      title: `${load}: 99th percentile ${served}, all seconds of a start together`,
      unit: 'ms',
      samples: together(0.99),
      claims,
    },
  ];
};
