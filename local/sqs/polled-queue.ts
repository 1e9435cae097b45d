import type { Clock } from '../clock/clock.ts';

/** A message as Lambda hands it to a function. */
export interface PolledMessage {
  readonly messageId: string;
  readonly body: string;
}

/** A queue and the event source mapping that reads it, as they are declared. */
export interface PolledQueuePlan {
  /** At most so many messages in a batch. */
  readonly batchSize: number;
  /** How long messages are collected, from the first of a batch. */
  readonly batchingWindowMs: number;
  /** A message that is not done with comes back this long after it was received. */
  readonly visibilityTimeoutMs: number;
  /** How often a message is received before it goes to the dead letters; `undefined`: for ever. */
  readonly maxReceiveCount: number | undefined;
  /** Whether the function tells which messages failed (`ReportBatchItemFailures`); else only a throw fails, and all of them. */
  readonly reportsItemFailures: boolean;
}

export interface PolledQueueOptions {
  readonly plan: PolledQueuePlan;
  readonly clock: Clock;
  readonly createMessageId: () => string;
  /** The function: answers the ids of messages that it is not done with. @throws when it fails over all of them. */
  readonly handle: (batch: readonly PolledMessage[]) => Promise<readonly string[]>;
  /** Told of messages that the function was not done with, and when they come back; `undefined`: never, the run ends. */
  readonly onFailed: (messages: readonly PolledMessage[], backAtMs: number | undefined) => void;
  /** Told of messages that go to the dead letters. */
  readonly onDead: (messages: readonly PolledMessage[]) => void;
}

/**
 * An SQS queue that Lambda polls. A message is received when it arrives and waits for its batch in Lambda. Batches run
 * as they fill, without a limit to how many at once; nothing arrives twice or late, and nothing outlives the process.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export interface PolledQueue {
  send(body: string): void;
  /** Hands over at once what waits, once more also what failed, and waits until it is done. */
  drain(): Promise<void>;
}

interface Received extends PolledMessage {
  /** How often, this time included. */
  readonly count: number;
  readonly atMs: number;
}

export function createPolledQueue(options: PolledQueueOptions): PolledQueue {
  return new LocalPolledQueue(options);
}

class LocalPolledQueue implements PolledQueue {
  readonly #options: PolledQueueOptions;
  #batch: Received[] = [];
  #endWindow = (): void => undefined;
  /** Messages that come back together, and how to call that off. */
  readonly #hidden = new Map<readonly Received[], () => void>();
  readonly #running = new Set<Promise<void>>();
  #isEnding = false;

  constructor(options: PolledQueueOptions) {
    this.#options = options;
  }

  send(body: string): void {
    this.#receive({ messageId: this.#options.createMessageId(), body }, 1);
  }

  async drain(): Promise<void> {
    await Promise.all(this.#running);
    this.#isEnding = true;
    for (const [messages, callOff] of this.#hidden) {
      callOff();
      this.#comeBack(messages);
    }
    this.#handOver();
    await Promise.all(this.#running);
  }

  #receive({ messageId, body }: PolledMessage, count: number): void {
    const { plan, clock } = this.#options;
    this.#batch.push({ messageId, body, count, atMs: clock.nowMs() });
    if (this.#batch.length >= plan.batchSize) this.#handOver();
    else if (this.#batch.length === 1) {
      this.#endWindow = clock.schedule(plan.batchingWindowMs, () => this.#handOver());
    }
  }

  #handOver(): void {
    this.#endWindow();
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length === 0) return;
    const run = this.#run(batch).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #run(batch: readonly Received[]): Promise<void> {
    const { plan, handle } = this.#options;
    const failed = await handle(batch).then(
      (ids) => (plan.reportsItemFailures ? failedOf(batch, ids) : []),
      () => batch,
    );
    const [first] = failed;
    if (first !== undefined) this.#hide(failed, first.atMs);
  }

  #hide(failed: readonly Received[], receivedMs: number): void {
    const { plan, clock, onFailed } = this.#options;
    if (this.#isEnding) {
      onFailed(failed, undefined);
      return;
    }
    const nowMs = clock.nowMs();
    const backAtMs = Math.max(receivedMs + plan.visibilityTimeoutMs, nowMs);
    onFailed(failed, backAtMs);
    this.#hidden.set(
      failed,
      clock.schedule(backAtMs - nowMs, () => this.#comeBack(failed)),
    );
  }

  #comeBack(messages: readonly Received[]): void {
    const { plan, onDead } = this.#options;
    this.#hidden.delete(messages);
    const isDead = ({ count }: Received): boolean => count >= (plan.maxReceiveCount ?? Infinity);
    const dead = messages.filter(isDead);
    if (dead.length > 0) onDead(dead);
    for (const message of messages) {
      if (!isDead(message)) this.#receive(message, message.count + 1);
    }
  }
}

/** An id that is no message's fails the batch. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
function failedOf(batch: readonly Received[], ids: readonly string[]): readonly Received[] {
  const known = new Set(batch.map(({ messageId }) => messageId));
  return ids.every((id) => known.has(id)) ? batch.filter(({ messageId }) => ids.includes(messageId)) : batch;
}
