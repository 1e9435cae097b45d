/** One request as its caller saw it. */
export interface Sample {
  readonly operation: string;
  /** The status, or the network's word for why there was none. */
  readonly outcome: number | string;
  readonly durationMs: number;
}

/** What many requests came to. */
export class Samples {
  readonly #samples: Sample[] = [];

  add(sample: Sample): void {
    this.#samples.push(sample);
  }

  get count(): number {
    return this.#samples.length;
  }

  /** How many there were of each outcome. */
  outcomes(operation?: string): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { outcome } of this.#of(operation)) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return counts;
  }

  with(outcome: Sample['outcome'], operation?: string): number {
    return this.outcomes(operation)[outcome] ?? 0;
  }

  /** The duration that this share of requests did not exceed; 1 for the longest. NaN for none. */
  percentileMs(share: number, operation?: string): number {
    const durations = this.#of(operation)
      .map(({ durationMs }) => durationMs)
      .sort((a, b) => a - b);
    return durations[Math.max(0, Math.ceil(share * durations.length) - 1)] ?? NaN;
  }

  #of(operation: string | undefined): readonly Sample[] {
    return operation === undefined
      ? this.#samples
      : this.#samples.filter((sample) => sample.operation === operation);
  }
}
