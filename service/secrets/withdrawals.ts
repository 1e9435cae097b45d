import type { Logger } from '../log/logger.ts';
import { isOutcomeUnknown } from '../store/is-outcome-unknown.ts';

interface WithdrawalsOptions {
  readonly log: Logger;
  readonly triesAfterMs?: readonly number[];
}

/**
 * When a withdrawal is tried, each counted from the one before. A statement that Postgres was still working on has been given up by itself
 * before the first (`statement_timeout`); the last comes after a usual failover.
 */
const TRIES_AFTER_MS: readonly number[] = [2_000, 15_000, 120_000];

/** A write that may have to be taken back. */
interface GuardedWrite<T> {
  /** The random id of the record it stores. */
  readonly recordId: string;
  readonly written: Promise<T>;
  /** Brings back what was there before; false when the record isn't stored. */
  takeBack(): Promise<boolean>;
}

/**
 * Takes back records whose Key nobody has received. When the answer to a write is lost, the write may have
 * happened: the caller is told 503, yet the Name would hold for ever what nobody can open or replace. Best
 * effort: a process that ends forgets what it still meant to take back, and says in the log which records those are.
 */
export class Withdrawals {
  readonly #options: WithdrawalsOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: WithdrawalsOptions) {
    this.#options = options;
  }

  /** What `written` settles to; when nobody knows whether it happened, the record is withdrawn later. */
  async guard<T>(write: GuardedWrite<T>): Promise<T> {
    try {
      return await write.written;
    } catch (error) {
      if (isOutcomeUnknown(error)) {
        const { recordId } = write;
        this.#options.log.warn({ event: 'write-unknown', recordId }, 'the record may or may not be stored');
        this.#schedule(write, 0);
      }
      throw error;
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #schedule(write: GuardedWrite<unknown>, tried: number): void {
    const delayMs = (this.#options.triesAfterMs ?? TRIES_AFTER_MS)[tried];
    if (delayMs === undefined) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#withdraw(write, tried);
    }, delayMs).unref();
    this.#timers.add(timer);
  }

  /** Not finding the record proves nothing: a paused server could still store it. So the tries go on. */
  async #withdraw(write: GuardedWrite<unknown>, tried: number): Promise<void> {
    const { recordId } = write;
    if (await write.takeBack().catch(() => false)) {
      const line = { event: 'record-withdrawn', recordId };
      this.#options.log.info(line, 'took back a record nobody has the Key of');
    } else {
      this.#schedule(write, tried + 1);
    }
  }
}
