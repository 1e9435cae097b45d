/** One way of doing a job. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Wall-clock milliseconds of each round. */
export interface Samples {
  readonly name: string;
  readonly elapsedMs: readonly number[];
}

/** Runs all contenders in turn, round by round, so that a slow spell of the machine hits all alike; one round warms up. */
export async function runRounds(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly Samples[]> {
  const samples = contenders.map(({ name }) => ({ name, elapsedMs: [] as number[] }));
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, { run }] of contenders.entries()) {
      const startedMs = performance.now();
      await run();
      if (round >= 0) samples[index]?.elapsedMs.push(performance.now() - startedMs);
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
