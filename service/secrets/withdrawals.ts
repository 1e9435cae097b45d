import type { Logger } from '../log/logger.ts';
import { isOutcomeUnknown } from '../store/is-outcome-unknown.ts';
import type { RecordStore } from '../store/record-store.ts';

interface WithdrawalsOptions {
  readonly store: Pick<RecordStore, 'remove'>;
  readonly log: Logger;
  readonly triesAfterMs?: readonly number[];
}

/**
 * When a withdrawal is tried. A statement that Postgres was still working on has been given up by itself
 * before the first (`statement_timeout`); the last comes after a usual failover.
 */
const TRIES_AFTER_MS: readonly number[] = [2_000, 15_000, 120_000];

/**
 * Takes back records whose Key nobody has received. When the answer to a write is lost, the write may have
 * happened: the caller is told 503, yet the Name would be taken for ever by a record that nobody can open or
 * replace. Removing it by its random id loses nothing. Best effort: a process that ends forgets what it
 * still meant to remove, and says in the log which records those are.
 */
export class Withdrawals {
  readonly #options: WithdrawalsOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: WithdrawalsOptions) {
    this.#options = options;
  }

  /** What `write` settles to; when nobody knows whether it happened, the record is withdrawn later. */
  async guard<T>(recordId: string, write: Promise<T>): Promise<T> {
    try {
      return await write;
    } catch (error) {
      if (isOutcomeUnknown(error)) {
        this.#options.log.warn({ event: 'write-unknown', recordId }, 'the record may or may not be stored');
        this.#schedule(recordId, 0);
      }
      throw error;
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #schedule(recordId: string, tried: number): void {
    const delayMs = (this.#options.triesAfterMs ?? TRIES_AFTER_MS)[tried];
    if (delayMs === undefined) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#withdraw(recordId, tried);
    }, delayMs).unref();
    this.#timers.add(timer);
  }

  /** Not finding the record proves nothing: a paused server could still store it. So the tries go on. */
  async #withdraw(recordId: string, tried: number): Promise<void> {
    const { store, log } = this.#options;
    const removed = await store.remove(recordId).catch(() => false);
    if (removed) log.info({ event: 'record-withdrawn', recordId }, 'removed a record nobody has the Key of');
    else this.#schedule(recordId, tried + 1);
  }
}
