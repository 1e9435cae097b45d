import { beforeEach, describe, expect, it } from 'vitest';
import {
  createPolledQueue,
  type PolledMessage,
  type PolledQueue,
  type PolledQueuePlan,
} from '../../../local/sqs/polled-queue.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const startMs = Date.UTC(2026, 10, 21, 12, 0, 0);
const plan: PolledQueuePlan = {
  batchSize: 3,
  batchingWindowMs: 10_000,
  visibilityTimeoutMs: 60_000,
  maxReceiveCount: 2,
  reportsItemFailures: true,
};

let clock: VirtualClock;
let told: string[];
/** Answers the ids that fail, or throws. */
let answer: (ids: readonly string[]) => readonly string[];

beforeEach(() => {
  clock = createVirtualClock(startMs);
  told = [];
  answer = () => [];
});

const seconds = (): string => `${(clock.nowMs() - startMs) / 1000} s`;
const idsOf = (messages: readonly PolledMessage[]): string =>
  messages.map(({ messageId }) => messageId).join(' ');

function start(changed: Partial<PolledQueuePlan> = {}): PolledQueue {
  let sent = 0;
  return createPolledQueue({
    plan: { ...plan, ...changed },
    clock,
    createMessageId: () => String(++sent),
    handle: (batch) => {
      told.push(`${seconds()}: ${batch.map(({ messageId, body }) => `${messageId}${body}`).join(' ')}`);
      return Promise.resolve().then(() => answer(batch.map(({ messageId }) => messageId)));
    },
    onFailed: (messages, backAtMs) =>
      told.push(
        `${seconds()}: ${idsOf(messages)} failed, back at ${backAtMs === undefined ? 'no time' : (backAtMs - startMs) / 1000}`,
      ),
    onDead: (messages) => told.push(`${seconds()}: ${idsOf(messages)} dead`),
  });
}

describe('a batch', () => {
  it('is what came within the window from its first message', async () => {
    const queue = start();
    queue.send('a');
    await clock.advance(9_999);
    queue.send('b');
    expect(told).toEqual([]);
    await clock.advance(1);
    queue.send('c');
    await clock.advance(10_000);
    expect(told).toEqual(['10 s: 1a 2b', '20 s: 3c']);
  });

  it('does not wait once it is full, and the next one has a window of its own', async () => {
    const queue = start();
    for (const body of ['a', 'b', 'c']) queue.send(body);
    expect(told).toEqual(['0 s: 1a 2b 3c']);
    await clock.advance(5_000);
    queue.send('d');
    await clock.advance(15_000);
    expect(told).toEqual(['0 s: 1a 2b 3c', '15 s: 4d']);
  });

  it('is done with for good when nothing of it failed', async () => {
    start().send('a');
    await clock.advance(600_000);
    expect(told).toEqual(['10 s: 1a']);
  });
});

describe('messages that fail', () => {
  it('come back alone after the visibility timeout, then go to the dead letters', async () => {
    answer = (ids) => ids.filter((id) => id === '2');
    const queue = start();
    queue.send('a');
    queue.send('b');
    await clock.advance(600_000);
    expect(told).toEqual([
      '10 s: 1a 2b',
      '10 s: 2 failed, back at 60',
      '70 s: 2b',
      '70 s: 2 failed, back at 120',
      '120 s: 2 dead',
    ]);
  });

  it('come back for ever where no queue takes dead letters', async () => {
    answer = (ids) => ids;
    start({ maxReceiveCount: undefined }).send('a');
    await clock.advance(600_000);
    expect(told.filter((line) => line.endsWith(': 1a'))).toHaveLength(10);
    expect(told.filter((line) => line.endsWith('dead'))).toEqual([]);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('no')) as never],
    ['names a message that is not in the batch', () => ['7']],
  ])('are all of a batch where the function %s', async (_, fails) => {
    answer = fails;
    const queue = start();
    queue.send('a');
    queue.send('b');
    await clock.advance(10_000);
    expect(told.slice(1)).toEqual(['10 s: 1 2 failed, back at 60']);
  });

  it('are none where the mapping does not ask which failed', async () => {
    answer = (ids) => ids;
    start({ reportsItemFailures: false }).send('a');
    await clock.advance(600_000);
    expect(told).toEqual(['10 s: 1a']);
  });
});

describe('a run that ends', () => {
  it('hands over at once what waits', async () => {
    const queue = start();
    queue.send('a');
    await queue.drain();
    await clock.advance(600_000);
    expect(told).toEqual(['0 s: 1a']);
  });

  it('tries once more what failed, and tells what is lost', async () => {
    answer = (ids) => ids;
    const queue = start();
    queue.send('a');
    await clock.advance(10_000);
    await queue.drain();
    await clock.advance(600_000);
    expect(told).toEqual([
      '10 s: 1a',
      '10 s: 1 failed, back at 60',
      '10 s: 1a',
      '10 s: 1 failed, back at no time',
    ]);
  });
});
