import type { Logger } from '../log/logger.ts';
import { isOutcomeUnknown } from '../store/is-outcome-unknown.ts';

/**
 * When a withdrawal is tried, each counted from the one before. The first is over before a caller comes again as `Retry-After`
 * tells; before the second, Postgres has given up by itself what it was still working on (`statement_timeout`). Then ever more
 * rarely, so that none comes late beside how long the database was away; the last, after a usual failover.
 */
const TRIES_AFTER_MS: readonly number[] = [100, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000];

/** A write that may have to be taken back. */
export interface GuardedWrite<T> {
  /** The random id of the record it stores. */
  readonly recordId: string;
  /** Of the request that asked for it. */
  readonly log: Logger;
  readonly written: Promise<T>;
  /** Brings back what was there before; false when the record isn't stored. */
  readonly takeBack: () => Promise<boolean>;
}

/**
 * Takes back records whose Key nobody has received, or the Name would hold for ever what nobody can open or replace. The
 * answer to a write is lost: it may have happened, and the caller is told 503. Or the caller has left before its answer.
 * Best effort: a process that is killed forgets what it still meant to take back, and says in the log which records those are.
 */
export class Withdrawals {
  readonly #triesAfterMs: readonly number[];
  /** Until they are taken back, each with the timer of its latest try. */
  readonly #pending = new Map<GuardedWrite<unknown>, NodeJS.Timeout>();
  #stopped = false;

  constructor(triesAfterMs = TRIES_AFTER_MS) {
    this.#triesAfterMs = triesAfterMs;
  }

  /** What `written` settles to; when nobody knows whether it happened, the record is withdrawn later. */
  async guard<T>(write: GuardedWrite<T>): Promise<T> {
    try {
      return await write.written;
    } catch (error) {
      if (isOutcomeUnknown(error)) {
        const { log, recordId } = write;
        log.warn({ event: 'write-unknown', recordId }, 'the record may or may not be stored');
        this.#schedule(write, 0);
      }
      throw error;
    }
  }

  /** Withdraws the record of a write that happened: its Key reaches nobody. */
  withdraw(write: GuardedWrite<unknown>): void {
    const { log, recordId } = write;
    log.info({ event: 'key-undelivered', recordId }, 'the caller left before its Key');
    this.#schedule(write, 0);
  }

  /** Tries once more at once what is still to be taken back, a try under way or not, and nothing later. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#pending.values()) clearTimeout(timer);
    await Promise.all([...this.#pending.keys()].map((write) => this.#takeBack(write)));
  }

  #schedule(write: GuardedWrite<unknown>, tried: number): void {
    this.#pending.delete(write);
    const delayMs = this.#triesAfterMs[tried];
    if (delayMs === undefined || this.#stopped) return;
    const timer = setTimeout(() => {
      void this.#takeBack(write).then((withdrawn) => {
        if (withdrawn) this.#pending.delete(write);
        else this.#schedule(write, tried + 1);
      });
    }, delayMs).unref();
    this.#pending.set(write, timer);
  }

  /** Not finding the record proves nothing: a paused server could still store it. */
  async #takeBack({ log, recordId, takeBack }: GuardedWrite<unknown>): Promise<boolean> {
    const withdrawn = await takeBack().catch(() => false);
    const line = { event: 'record-withdrawn', recordId };
    if (withdrawn) log.info(line, 'took back a record nobody has the Key of');
    return withdrawn;
  }
}
