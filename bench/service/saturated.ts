import type { Samples } from '../rounds.ts';
import type { Section } from '../section.ts';
import { CONCURRENCY, type Entrant, type Field } from './field.ts';
import { saturate } from './load/closed-loop.ts';

/**
 * V8 goes on compiling what is used often for half a minute of load, some eighty thousand requests, which are nobody's
 * everyday; the more code a subject has, the longer.
 */
const WARM_UP_ROUNDS = 8;

/** CPU per request and requests per second, by operation and entrant, a value for each round. */
interface Measured {
  readonly cpuMs: Map<string, number[]>;
  readonly perSecond: Map<string, number[]>;
}

/** How a contender of a section is called. */
export const contender = (operation: string, name: string): string => `${operation}: ${name}`;

const push = (values: Map<string, number[]>, name: string, value: number): void => {
  values.set(name, [...(values.get(name) ?? []), value]);
};

const measureSlice = async (
  { name, subject, client, operations }: Entrant,
  index: number,
  durationMs: number,
  { cpuMs, perSecond }: Measured,
): Promise<void> => {
  const operation = operations[index];
  if (operation === undefined) throw new RangeError(`${name} has no operation ${index}.`);
  const cpuBeforeMs = await subject.cpuMs();
  const { requests, elapsedMs } = await saturate(client, operation, { concurrency: CONCURRENCY, durationMs });
  push(cpuMs, contender(operation.title, name), ((await subject.cpuMs()) - cpuBeforeMs) / requests);
  push(perSecond, contender(operation.title, name), (requests / elapsedMs) * 1000);
};

const samplesOf = (values: ReadonlyMap<string, readonly number[]>): Samples[] =>
  [...values].map(([name, each]) => ({ name, values: each }));

/**
 * Everybody in turn, a slice for each operation, so that a slow spell of the machine hits all alike; every
 * other round backwards. Some rounds more warm up.
 */
export const measureSaturated = async (
  { entrants }: Field,
  { rounds, sliceMs }: { readonly rounds: number; readonly sliceMs: number },
): Promise<readonly Section[]> => {
  const titles = entrants[0]?.operations.map(({ title }) => title) ?? [];
  let measured: Measured = { cpuMs: new Map(), perSecond: new Map() };
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    if (round === 0) measured = { cpuMs: new Map(), perSecond: new Map() };
    for (const index of titles.keys()) {
      for (const entrant of round % 2 === 0 ? entrants : [...entrants].reverse()) {
        await measureSlice(entrant, index, sliceMs, measured);
      }
    }
  }
  const claim = (title: string, to: string, bounds: object) => ({
    claim: `${title}: service against ${to}`,
    of: contender(title, 'service'),
    to: contender(title, to),
    ...bounds,
  });
  return [
    {
      title: `saturated, concurrency ${CONCURRENCY}: CPU per request`,
      unit: 'ms',
      samples: samplesOf(measured.cpuMs),
      claims: titles.map((title) => claim(title, 'floor', { atMost: 1.15 })),
    },
    {
      title: `saturated, concurrency ${CONCURRENCY}: requests per second`,
      unit: '1/s',
      samples: samplesOf(measured.perSecond),
      claims: titles.flatMap((title) => [
        claim(title, 'floor', { atLeast: 0.9 }),
        claim(title, 'peer', { atLeast: 1.5 }),
      ]),
    },
  ];
};
