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

/** Where the median of all rounds there could be lies, with the confidence that is told. */
export interface MedianInterval {
  readonly low: number;
  readonly high: number;
  /** At least 0.95 if there are enough values, else what the whole range gives. */
  readonly confidence: number;
}

/**
 * The interval between two values of equal rank from either end, the narrowest that holds the median with 95 %
 * confidence: it rests on nothing but the rounds being independent of one another.
 * @see https://en.wikipedia.org/wiki/Median#Confidence_intervals "Non-parametric: order statistics"
 */
export function medianIntervalOf(values: readonly number[]): MedianInterval {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  let rank = 0;
  let outside = 0.5 ** count;
  let term = outside;
  for (let next = 1; 2 * next < count; next += 1) {
    term *= (count - next + 1) / next;
    if (2 * (outside + term) > 0.05) break;
    outside += term;
    rank = next;
  }
  const [low = Number.NaN, high = Number.NaN] = [sorted[rank], sorted[count - 1 - rank]];
  return { low, high, confidence: 1 - 2 * outside };
}

/** Round by round, how many times as much one contender took as another. */
export function ratiosOf(samples: readonly Samples[], name: string, floor: string): readonly number[] {
  const of = valuesOf(samples, name);
  return valuesOf(samples, floor).map((least, round) => (of[round] ?? Number.NaN) / least);
}

/** @throws RangeError for a contender that there is not. */
export function valuesOf(samples: readonly Samples[], name: string): readonly number[] {
  const found = samples.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`There is no contender "${name}".`);
  return found.values;
}

/** The value that a share of all lies below. */
export function quantileOf(values: readonly number[], share: number): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    share,
  );
}

/** Between the two values that are next to it. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
