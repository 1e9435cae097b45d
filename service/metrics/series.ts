import { DurationSample } from './duration-sample.ts';

/** What one kind of work did in an interval: how often, how long, and what went wrong. */
export class Series<ErrorKind extends string> {
  #count = 0;
  readonly #errors = new Map<ErrorKind, number>();
  readonly #durations = new DurationSample();

  get count(): number {
    return this.#count;
  }

  /** The kinds that occurred, with their numbers. */
  get errors(): ReadonlyMap<ErrorKind, number> {
    return this.#errors;
  }

  /** At most a hundred durations in milliseconds. */
  get durationsMs(): number[] {
    return this.#durations.values();
  }

  /** Without a duration for work that was refused: it would make the rest look fast. */
  record(durationMs: number | undefined, errorKind?: ErrorKind): void {
    this.#count += 1;
    if (durationMs !== undefined) this.#durations.record(durationMs);
    if (errorKind !== undefined) this.#errors.set(errorKind, (this.#errors.get(errorKind) ?? 0) + 1);
  }
}
