/** One way of doing a job. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** What each round measured: wall-clock milliseconds, or what a section says. */
export interface Samples {
  readonly name: string;
  readonly values: readonly number[];
}

/**
 * Runs all contenders in turn, round by round, so that a slow spell of the machine hits all alike; one round
 * warms up. Every other round goes backwards, so that none always follows the same one.
 */
export async function runRounds(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly Samples[]> {
  const samples = contenders.map(({ name, run }) => ({ name, run, values: [] as number[] }));
  for (let round = -1; round < rounds; round += 1) {
    for (const { run, values } of round % 2 === 0 ? samples : [...samples].reverse()) {
      const startedMs = performance.now();
      await run();
      if (round >= 0) values.push(performance.now() - startedMs);
    }
  }
  return samples.map(({ name, values }) => ({ name, values }));
}

/** A middle and the half of the values around it. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
  };
}

/** Round by round, how many times as much one contender took as another. */
export function ratiosOf(samples: readonly Samples[], name: string, floor: string): readonly number[] {
  const of = valuesOf(samples, name);
  return valuesOf(samples, floor).map((least, round) => (of[round] ?? Number.NaN) / least);
}

function valuesOf(samples: readonly Samples[], name: string): readonly number[] {
  const found = samples.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`There is no contender "${name}".`);
  return found.values;
}

/** Between the two values that are next to it. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
