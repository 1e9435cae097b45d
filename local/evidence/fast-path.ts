import { createFastPath, type FastPathOptions } from '../../functions/evidence/fast-path.ts';
import { parseRecordBatch } from '../../functions/evidence/record-batch.ts';
import { ruleMaySend } from '../authorisation/rule-may-send.ts';
import { createDelayLine } from '../clock/delay-line.ts';
import type { Clock } from '../clock/clock.ts';
import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
import type { FastPathPlan, RecordRulePlan } from '../declaration/local-plan.ts';
import { matchRecord } from '../eventbridge/record-rules.ts';
import { createPolledQueue, type PolledMessage, type PolledQueue } from '../sqs/polled-queue.ts';

/** What became of messages that the function was not done with. */
export interface Untold {
  readonly messages: number;
  /** In the words of what failed. */
  readonly because: string;
  /** `again`: they come back then; `dead`: they are in that queue; `lost`: the run ends. */
  readonly next:
    | { readonly kind: 'again'; readonly atMs: number }
    | { readonly kind: 'dead'; readonly queueName: string }
    | { readonly kind: 'lost' };
}

export interface LocalFastPathOptions {
  readonly plan: FastPathPlan;
  readonly accountId: string;
  readonly clock: Clock;
  readonly createId: () => string;
  /** Between a call and the moment when EventBridge sees its record. */
  readonly delayMs: number;
  /** What the function works with, the incidents it shares with the alarms' explanations among it. */
  readonly function: Omit<FastPathOptions, 'onFailed'>;
  /** Told of a record that rules hand to the queue. */
  readonly onMatch: (record: CloudTrailRecord, rules: readonly RecordRulePlan[]) => void;
  readonly onUntold: (untold: Untold) => void;
}

/** The fast path as a stack declares it: rules of EventBridge, their queue, and the function that reads it. */
export interface LocalFastPath {
  /** Takes a record that the trail logs. */
  accept(record: CloudTrailRecord): void;
  /** Tells at once what is under way. */
  drain(): Promise<void>;
}

/**
 * Runs the declared fast path. A rule that the queue's policy does not let send finds records in vain, as on AWS.
 * @throws Error where that policy is not valid.
 */
export async function createLocalFastPath(options: LocalFastPathOptions): Promise<LocalFastPath> {
  const { clock, createId } = options;
  const rules = await rulesThatMaySend(options);
  const queue = createQueue(options);
  const line = createDelayLine<CloudTrailRecord>({
    delayMs: options.delayMs,
    schedule: clock.schedule,
    deliver(record) {
      const found = matchRecord(rules, record, createId());
      if (found.length === 0) return;
      options.onMatch(
        record,
        found.map(({ rule }) => rule),
      );
      for (const { input } of found) queue.send(input);
    },
  });
  return {
    accept: line.accept,
    drain: async () => {
      line.flush();
      await queue.drain();
    },
  };
}

async function rulesThatMaySend({ plan, accountId }: LocalFastPathOptions): Promise<RecordRulePlan[]> {
  const { arn: queueArn, policy } = plan.queue;
  const allowed = await Promise.all(
    plan.rules.map(({ arn: ruleArn }) => ruleMaySend(policy, { ruleArn, queueArn, accountId })),
  );
  return plan.rules.filter((_, index) => allowed[index]);
}

function createQueue(options: LocalFastPathOptions): PolledQueue {
  const { plan, clock, createId, onUntold } = options;
  /** Why messages failed, by their ids. */
  const reasons = new Map<string, string>();
  const untold = (messages: readonly PolledMessage[], next: Untold['next']): void => {
    const found = new Set(messages.map(({ messageId }) => reasons.get(messageId) ?? 'the function failed'));
    onUntold({ messages: messages.length, because: [...found].join('; '), next });
  };
  return createPolledQueue({
    plan: plan.queue,
    clock,
    createMessageId: createId,
    handle: (messages) => runFunction(options.function, messages, reasons),
    onFailed: (messages, backAtMs) =>
      untold(messages, backAtMs === undefined ? { kind: 'lost' } : { kind: 'again', atMs: backAtMs }),
    onDead: (messages) => {
      untold(messages, { kind: 'dead', queueName: plan.queue.deadLetterQueueName ?? '' });
      for (const { messageId } of messages) reasons.delete(messageId);
    },
  });
}

/** Answers the ids of messages that nobody was told of, and notes why. */
async function runFunction(
  known: LocalFastPathOptions['function'],
  messages: readonly PolledMessage[],
  reasons: Map<string, string>,
): Promise<readonly string[]> {
  for (const { messageId } of messages) reasons.delete(messageId);
  const records = messages.map((message) => ({ ...message, eventSource: 'aws:sqs' }));
  const batch = parseRecordBatch({ Records: records }) ?? { seen: [], unreadable: [] };
  for (const messageId of batch.unreadable) reasons.set(messageId, 'a message holds no record');
  const tell = createFastPath({
    ...known,
    onFailed: (alarmName, { message }) => {
      for (const each of batch.seen) {
        if (each.alarmName === alarmName) reasons.set(each.messageId, message);
      }
    },
  });
  const { batchItemFailures } = await tell(batch);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
