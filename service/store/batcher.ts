import { withDeadline } from '../deadline.ts';
import { UnavailableError } from '../errors.ts';
import { removeFrom } from '../remove-from.ts';
import { NoConnectionError } from './no-connection-error.ts';

/** One statement for all `items`. Answers a result for each, in their order. */
type RunBatch<Item, Result> = (items: readonly Item[], withinMs: number) => Promise<readonly Result[]>;

/** Nobody waits longer than this for a statement that does not carry him. */
const SLOW_MS = 50;

/** Items in one statement. */
const ITEMS = 16;

/**
 * Whether a failure may be of one item alone: data exceptions and violated constraints.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html classes 22 and 23
 */
const mayBeOfOneItem = (error: unknown): boolean =>
  error instanceof UnavailableError && /^2[23]...$/.test(error.errorCode);

/** An item that somebody waits for. */
class Pending<Item, Result> {
  readonly item: Item;
  readonly endsAtMs: number;
  resolve!: (result: Result) => void;
  reject!: (cause: unknown) => void;
  readonly result: Promise<Result>;

  constructor(item: Item, withinMs: number) {
    this.item = item;
    this.endsAtMs = performance.now() + withinMs;
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

/**
 * Runs items that come while a statement is under way as the next one: a statement and its wait for the disk cost
 * Postgres and us more than an item does. One that comes while none is under way is run at once and alone.
 *
 * Who came with whom matters little: what one item may have caused is tried again item by item, nobody waits for a slow
 * statement that does not carry him, and each has the deadline he gave. An item that waits for a lock keeps those of
 * its statement waiting; what is run here should meet none but those of its like, which are held for a moment.
 *
 * npm's batchers (`dataloader` and its like) collect what comes within a turn of the event loop or a given time, not
 * while others are under way, so one that comes alone would wait or many that come apart would go apart.
 */
export class Batcher<Item, Result> {
  readonly #runBatch: RunBatch<Item, Result>;
  readonly #waiting: Pending<Item, Result>[] = [];
  /** What the statement carries that those who come now wait for. */
  #waitedFor: readonly Pending<Item, Result>[] | undefined;

  constructor(runBatch: RunBatch<Item, Result>) {
    this.#runBatch = runBatch;
  }

  /** @throws UnavailableError when the statement failed or `withinMs` are over, NoConnectionError when it was never sent. */
  run(item: Item, withinMs = Infinity): Promise<Result> {
    const pending = new Pending<Item, Result>(item, withinMs);
    this.#waiting.push(pending);
    this.#runNext();
    if (withinMs === Infinity) return pending.result;
    return withDeadline(withinMs, pending.result, () =>
      removeFrom(this.#waiting, pending)
        ? new NoConnectionError('NoConnectionInTime')
        : new UnavailableError('database', 'DeadlineExceeded'),
    );
  }

  #runNext(): void {
    if (this.#waitedFor !== undefined || this.#waiting.length === 0) return;
    const batch = this.#waiting.splice(0, ITEMS);
    this.#waitedFor = batch;
    const goOn = (): void => {
      clearTimeout(slow);
      if (this.#waitedFor !== batch) return;
      this.#waitedFor = undefined;
      this.#runNext();
    };
    const slow = setTimeout(goOn, SLOW_MS);
    void this.#runAll(batch).finally(goOn);
  }

  /** Settles each; never rejects. */
  async #runAll(pending: readonly Pending<Item, Result>[]): Promise<void> {
    const endsAtMs = Math.max(...pending.map((each) => each.endsAtMs));
    const items = pending.map(({ item }) => item);
    try {
      const results = await this.#runBatch(items, endsAtMs - performance.now());
      for (const [index, { resolve }] of pending.entries()) resolve(results[index] as Result);
    } catch (cause) {
      if (pending.length > 1 && mayBeOfOneItem(cause)) {
        await Promise.all(pending.map((each) => this.#runAll([each])));
      } else for (const { reject } of pending) reject(cause);
    }
  }
}
