import { createRandom } from '../random.ts';
import { quantileOf, type Samples } from '../rounds.ts';
import type { Section } from '../section.ts';
import { CONCURRENCY, type Field } from './field.ts';
import { saturate } from './load/closed-loop.ts';
import { offer, type OfferedReply } from './load/offer.ts';

interface Overload {
  readonly rounds: number;
  readonly sliceMs: number;
}

/** Good Keys: the longest of the operations that store nothing. */
const OPERATION = 1;

const random = createRandom(7);

const isShed = ({ statusCode }: OfferedReply): boolean => statusCode === 503;

/** Shed as it should be: with the time to come again. @throws Error otherwise. */
const requireRetryAfter = (replies: readonly OfferedReply[]): void => {
  const bare = replies.find((offered) => isShed(offered) && !offered.saysWhenToRetry);
  if (bare !== undefined) throw new Error('A 503 came without Retry-After.');
};

const series = (names: readonly string[]): Record<string, number[]> =>
  Object.fromEntries(names.map((name) => [name, []]));

/**
 * What the service manages and, in the next slice, twice as much: what is still answered well, how quickly the rest is
 * turned away, how late the event loop is, and what memory it all takes.
 */
export const measureOverload = async (
  { entrants: [service] }: Field,
  { rounds, sliceMs }: Overload,
): Promise<readonly Section[]> => {
  const operation = service?.operations[OPERATION];
  if (service === undefined || operation === undefined) throw new RangeError('Nobody to overload.');
  const { client, subject } = service;
  const rates = series(['at saturation', 'at twice that']);
  const times = series([
    '503, 99th percentile',
    'event loop late, 99th percentile',
    'event loop late, longest',
  ]);
  const memory = series(['before', 'after each overload']);
  memory['before']?.push(await subject.rssMegabytes());
  for (let round = -1; round < rounds; round += 1) {
    const peak = await saturate(client, operation, { concurrency: CONCURRENCY, durationMs: sliceMs });
    const peakPerSecond = (peak.requests / peak.elapsedMs) * 1000;
    await subject.watchDelays();
    const startedMs = performance.now();
    const replies = await offer(client, operation, {
      perSecond: 2 * peakPerSecond,
      durationMs: sliceMs,
      random,
    });
    const elapsedMs = performance.now() - startedMs;
    const { p99Ms, maxMs } = await subject.delays();
    requireRetryAfter(replies);
    if (round < 0) continue;
    const good = replies.filter(({ statusCode }) => statusCode === operation.expectedStatus).length;
    rates['at saturation']?.push(peakPerSecond);
    rates['at twice that']?.push((good / elapsedMs) * 1000);
    const shedMs = replies.filter(isShed).map(({ latencyMs }) => latencyMs);
    if (shedMs.length > 0) times['503, 99th percentile']?.push(quantileOf(shedMs, 0.99));
    times['event loop late, 99th percentile']?.push(p99Ms);
    times['event loop late, longest']?.push(maxMs);
    memory['after each overload']?.push(await subject.rssMegabytes());
  }
  return sectionsOf(rates, times, memory);
};

const samplesOf = (values: Readonly<Record<string, readonly number[]>>): Samples[] =>
  Object.entries(values).map(([name, each]) => ({ name, values: each }));

const sectionsOf = (
  rates: Readonly<Record<string, readonly number[]>>,
  times: Readonly<Record<string, readonly number[]>>,
  memory: Readonly<Record<string, readonly number[]>>,
): readonly Section[] => [
  {
    title: 'overload: requests answered well',
    unit: '1/s',
    samples: samplesOf(rates),
    claims: [
      { claim: 'goodput at twice saturation', of: 'at twice that', to: 'at saturation', atLeast: 0.9 },
    ],
  },
  {
    title: 'overload: times',
    unit: 'ms',
    samples: samplesOf(times),
    claims: [
      { claim: 'the excess is answered 503 within 50 ms', of: '503, 99th percentile', atMost: 50 },
      { claim: 'the event loop stays alive', of: 'event loop late, 99th percentile', atMost: 50 },
    ],
  },
  {
    title: 'overload: resident memory',
    unit: 'MB',
    samples: samplesOf(memory),
    claims: [],
  },
];
