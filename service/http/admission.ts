import { OverloadedError } from '../errors.ts';

export interface AdmissionLimits {
  /** Pieces of work under way at once. */
  readonly maxInFlight: number;
  /** Pieces of work that may wait for a place. */
  readonly maxWaiting: number;
  /** How long one of them waits before it is shed. */
  readonly maxWaitMs: number;
}

/**
 * Bounds what is under way, so that load beyond it is refused while refusing is still cheap, instead of
 * making everybody late: a short queue for bursts, in the order of arrival, and an {@link OverloadedError}
 * for the rest.
 *
 * npm's limiters were looked at: those with a bounded queue give it no deadline, and an event-loop monitor
 * (which samples, then refuses everything until the next sample) measures the damage instead of preventing it.
 */
export class Admission {
  readonly #limits: AdmissionLimits;
  /** In the order of arrival, each with a function that lets it in. */
  readonly #waiting = new Set<() => void>();
  #inFlight = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /** Whether work arriving now would be shed. */
  get isFull(): boolean {
    return this.#inFlight >= this.#limits.maxInFlight && this.#waiting.size >= this.#limits.maxWaiting;
  }

  /** What `work` settles to, begun when there is a place for it. @throws OverloadedError */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inFlight < this.#limits.maxInFlight) this.#inFlight += 1;
    else await this.#takePlaceOfAnother();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Whoever leaves hands its place over: the number in flight stays. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#inFlight -= 1;
    else next();
  }

  #takePlaceOfAnother(): Promise<void> {
    if (this.#waiting.size >= this.#limits.maxWaiting) return Promise.reject(new OverloadedError());
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(enter);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new OverloadedError());
      }, this.#limits.maxWaitMs);
      this.#waiting.add(enter);
    });
  }
}
