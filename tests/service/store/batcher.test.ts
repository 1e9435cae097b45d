import { setImmediate as turn } from 'node:timers/promises';

import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { UnavailableError } from '../../../service/errors.ts';
import { Batcher } from '../../../service/store/batcher.ts';
import { NoConnectionError } from '../../../service/store/no-connection-error.ts';

/** A statement under way. */
interface Statement {
  readonly items: readonly number[];
  readonly withinMs: number;
  /** Answers a tenth of each item. */
  succeed(): void;
  fail(error: Error): void;
}

let statements: Statement[];
let batcher: Batcher<number, number>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  statements = [];
  batcher = new Batcher(
    (items, withinMs) =>
      new Promise((resolve, reject) => {
        const succeed = () => resolve(items.map((item) => item / 10));
        statements.push({ items, withinMs, succeed, fail: reject });
      }),
  );
});
afterEach(() => vi.useRealTimers());

const sent = () => statements.map(({ items }) => items);
const run = (items: readonly number[]) =>
  items.map((item) => {
    const result = batcher.run(item);
    // Looked at once the statement has failed.
    result.catch(() => undefined);
    return result;
  });
/** Lets a statement succeed, or fail with a code, and what comes of that happen. */
const end = async (index: number, errorCode?: string): Promise<void> => {
  if (errorCode === undefined) statements[index]?.succeed();
  else statements[index]?.fail(new UnavailableError('database', errorCode));
  await turn();
};

it('runs what comes while nothing is under way at once and alone', async () => {
  const [first] = run([1]);
  expect(sent()).toEqual([[1]]);
  await end(0);
  await expect(first).resolves.toBe(0.1);
  void run([2]);
  expect(sent()).toEqual([[1], [2]]);
  await end(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('runs what comes while a statement is under way together, once it has ended', async () => {
  const results = run([1, 2, 3]);
  expect(sent()).toEqual([[1]]);
  await end(0);
  expect(sent()).toEqual([[1], [2, 3]]);
  await end(1);
  await expect(Promise.all(results)).resolves.toEqual([0.1, 0.2, 0.3]);
});

it('puts at most sixteen into a statement', async () => {
  void run(Array.from({ length: 20 }, (_, index) => index));
  await end(0);
  await end(1);
  expect(sent().map(({ length }) => length)).toEqual([1, 16, 3]);
});

it('lets nobody wait for a slow statement that does not carry him', async () => {
  void run([1, 2, 3]);
  vi.advanceTimersByTime(49);
  expect(sent()).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(sent()).toEqual([[1], [2, 3]]);
  void run([4]);
  await end(0);
  // The slow one ends: nobody waits for it any more, but for the one after it.
  expect(sent()).toEqual([[1], [2, 3]]);
  await end(1);
  expect(sent()).toEqual([[1], [2, 3], [4]]);
});

it.each(['22021', '23514'])(
  'tries each by itself when one of them may be the cause: %s',
  async (errorCode) => {
    const results = run([1, 2, 3]).slice(1);
    await end(0);
    await end(1, errorCode);
    expect(sent().slice(2)).toEqual([[2], [3]]);
    await end(2, errorCode);
    await end(3);
    const [second, third] = await Promise.allSettled(results);
    expect(second).toMatchObject({ status: 'rejected', reason: { errorCode } });
    expect(third).toEqual({ status: 'fulfilled', value: 0.3 });
  },
);

it('does not try again what failed by itself', async () => {
  const [alone] = run([1]);
  await end(0, '22021');
  await expect(alone).rejects.toMatchObject({ errorCode: '22021' });
  expect(sent()).toEqual([[1]]);
});

it.each(['57014', '25006', 'ECONNRESET', 'DeadlineExceeded'])(
  'fails all when the cause is none of them: %s',
  async (errorCode) => {
    const results = run([1, 2, 3]).slice(1);
    await end(0);
    await end(1, errorCode);
    const settled = await Promise.allSettled(results);
    expect(settled).toMatchObject([{ reason: { errorCode } }, { reason: { errorCode } }]);
    expect(sent()).toHaveLength(2);
  },
);

it('goes on after a statement that failed', async () => {
  const results = run([1, 2]);
  await end(0, '57P01');
  await expect(results[0]).rejects.toMatchObject({ errorCode: '57P01' });
  expect(sent()).toEqual([[1], [2]]);
});

it('gives a statement the time of whoever has most of it, and each caller his own', async () => {
  void run([1]);
  const hurried = batcher.run(2, 300);
  const patient = batcher.run(3, 900);
  const ended = expect(hurried).rejects.toMatchObject({
    dependency: 'database',
    errorCode: 'DeadlineExceeded',
  });
  await end(0);
  expect(statements[1]).toMatchObject({ items: [2, 3], withinMs: 900 });
  vi.advanceTimersByTime(300);
  await ended;
  await end(1);
  await expect(patient).resolves.toBe(0.3);
});

it('does not send what nobody waits for any more, and says that it was not sent', async () => {
  void run([1]);
  const late = expect(batcher.run(2, 30)).rejects.toBeInstanceOf(NoConnectionError);
  void run([3]);
  vi.advanceTimersByTime(30);
  await late;
  await end(0);
  expect(sent()).toEqual([[1], [3]]);
});

it('answers each with its own result, whatever comes together and in whichever order statements end', async () => {
  const step = fc.oneof(
    fc.record({ come: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ end: fc.nat({ max: 3 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      statements.length = 0;
      const ended = new Set<number>();
      const open = () => [...statements.keys()].filter((index) => !ended.has(index));
      const endOne = async (index: number): Promise<void> => {
        ended.add(index);
        await end(index);
      };
      const results: Promise<number>[] = [];
      for (const each of steps) {
        if ('come' in each) for (let n = 0; n < each.come; n += 1) results.push(batcher.run(results.length));
        else for (const index of open().slice(each.end, each.end + 1)) await endOne(index);
      }
      while (open().length > 0) for (const index of open()) await endOne(index);
      await expect(Promise.all(results)).resolves.toEqual(results.map((_, index) => index / 10));
      expect(
        sent()
          .flat()
          .sort((one, other) => one - other),
      ).toEqual(results.map((_, index) => index));
    }),
  );
});
