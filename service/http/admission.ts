import { OverloadedError } from '../errors.ts';
import { removeFrom } from '../remove-from.ts';

export interface AdmissionLimits {
  /** Pieces of work under way at once. */
  readonly maxInFlight: number;
  /** Pieces of work that may wait for a place. */
  readonly maxWaiting: number;
  /** How long one of them waits before it is shed. */
  readonly maxWaitMs: number;
  /** After one was shed nobody waits for so long: it is no burst. */
  readonly calmMs: number;
}

/**
 * Bounds what is under way, so that load beyond it is refused while refusing is still cheap, instead of
 * making everybody late: a short queue for bursts, in the order of arrival, and an {@link OverloadedError}
 * for the rest. When there is steadily too much, waiting helps nobody, since there are as many shed after it: then
 * whoever finds no place is told at once ("controlled delay", where the wait gets short while the queue doesn't drain).
 * @see https://queue.acm.org/detail.cfm?id=2839461 Fail at Scale
 *
 * npm's limiters were looked at: those with a bounded queue give it no deadline, and an event-loop monitor
 * (which samples, then refuses everything until the next sample) measures the damage instead of preventing it.
 */
export class Admission {
  readonly #limits: AdmissionLimits;
  /** In the order of arrival, each with a function that lets it in. */
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;
  #nobodyWaitsUntilMs = -Infinity;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /** Whether work arriving now would be shed. */
  get isFull(): boolean {
    return this.#inFlight >= this.#limits.maxInFlight && !this.#mayWait;
  }

  get #mayWait(): boolean {
    return this.#waiting.length < this.#limits.maxWaiting && performance.now() >= this.#nobodyWaitsUntilMs;
  }

  /** Sheds what arrives now, if it would be shed in the end: before anything is done for it. */
  refusal(): OverloadedError | undefined {
    return this.isFull ? this.#shed() : undefined;
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

  #shed(): OverloadedError {
    this.#nobodyWaitsUntilMs = performance.now() + this.#limits.calmMs;
    return new OverloadedError();
  }

  #takePlaceOfAnother(): Promise<void> {
    if (!this.#mayWait) return Promise.reject(this.#shed());
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        removeFrom(this.#waiting, enter);
        resolve();
      };
      const timer = setTimeout(() => {
        removeFrom(this.#waiting, enter);
        reject(this.#shed());
      }, this.#limits.maxWaitMs);
      this.#waiting.push(enter);
    });
  }
}
