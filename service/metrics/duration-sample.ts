import { createHistogram } from 'node:perf_hooks';

/** What one line of the embedded metric format may hold of a metric. */
const MAX_VALUES = 100;

/** An hour. Nothing here lives so long; a longer value would not be counted. */
const MAX_MICROSECONDS = 3_600_000_000;

/** Three decimal digits, whatever the size. */
const SIGNIFICANT_FIGURES = 3;

/**
 * Durations reduced to at most a hundred values of the same distribution: all of them while there are so few,
 * then one for each percent. Percentiles and the maximum are those of all durations, the average is a trifle
 * high, and the number of values says nothing.
 */
export class DurationSample {
  readonly #histogram = createHistogram({
    lowest: 1,
    highest: MAX_MICROSECONDS,
    figures: SIGNIFICANT_FIGURES,
  });

  record(durationMs: number): void {
    const microseconds = Math.round(durationMs * 1000);
    this.#histogram.record(Math.min(Math.max(microseconds, 1), MAX_MICROSECONDS));
  }

  /** In milliseconds, the shortest first. */
  values(): number[] {
    const length = Math.min(this.#histogram.count, MAX_VALUES);
    return Array.from(
      { length },
      (_, index) => this.#histogram.percentile((100 * (index + 1)) / length) / 1000,
    );
  }
}
