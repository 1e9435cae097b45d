import type { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { createLogReader, type LogReaderOptions } from '../../../../functions/evidence/aws/log-reader.ts';

const search = { logGroupName: '/trail', filterPatterns: ['{ $.a = "b" }'], startMs: 1, endMs: 2 };

const throttled = Object.assign(new Error('Rate exceeded'), {
  name: 'ThrottlingException',
  $fault: 'client',
});
const denied = Object.assign(new Error('arn:aws:sts::… is not authorized'), {
  name: 'AccessDeniedException',
  $fault: 'client',
});

/** An error instead of the answer to the calls of these numbers, from 0 on. */
type Faults = (call: number) => Error | undefined;

/** Answers one page after another, the same ones for each pattern; each takes as long as it is said to, or a second. */
function readerOf(
  pages: readonly (readonly string[])[],
  limits: Partial<LogReaderOptions> = {},
  { faults = () => undefined, callMs = 1000 }: { readonly faults?: Faults; readonly callMs?: number } = {},
) {
  let nowMs = 0;
  const asked: unknown[] = [];
  const askedAtMs: number[] = [];
  const timeouts: unknown[] = [];
  const problems: string[] = [];
  const client = {
    send: ({ input }: FilterLogEventsCommand, options: { requestTimeout?: number }) => {
      const fault = faults(asked.length);
      asked.push(input);
      askedAtMs.push(nowMs);
      timeouts.push(options.requestTimeout);
      nowMs += callMs;
      if (fault !== undefined) return Promise.reject(fault);
      const index = Number(input.nextToken ?? 0);
      const events = (pages[index] ?? []).map((message) => ({ message }));
      return Promise.resolve({ events, nextToken: index + 1 < pages.length ? String(index + 1) : undefined });
    },
  } as unknown as LogReaderOptions['client'];
  const reader = createLogReader({
    client,
    nowMs: () => nowMs,
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    deadlineMs: 10_000,
    maxEvents: 100,
    betweenCallsMs: 250,
    firstDelayMs: 500,
    onProblem: (group, { message }) => problems.push(`${group}: ${message}`),
    ...limits,
  });
  return { reader, asked, askedAtMs, timeouts, problems };
}

it('reads every page, empty ones too', async () => {
  const { reader, asked } = readerOf([['a'], [], ['b', 'c']]);
  expect(await reader.search(search)).toEqual({ messages: ['a', 'b', 'c'], complete: true });
  const { logGroupName, filterPatterns, startMs: startTime, endMs: endTime } = search;
  const [filterPattern] = filterPatterns;
  expect(asked[0]).toEqual({ logGroupName, filterPattern, startTime, endTime, nextToken: undefined });
  expect(asked).toHaveLength(3);
});

it('answers what it has, and says so, when there is too much', async () => {
  const { reader, asked } = readerOf([['a', 'b'], ['c', 'd'], ['e']], { maxEvents: 3 });
  expect(await reader.search(search)).toEqual({ messages: ['a', 'b', 'c'], complete: false });
  expect(asked).toHaveLength(2);
});

it('answers what it has, and says so, when it takes too long', async () => {
  const { reader } = readerOf([['a'], ['b'], ['c']], { deadlineMs: 2000 });
  expect(await reader.search(search)).toEqual({ messages: ['a', 'b'], complete: false });
});

it('waits for no answer longer than until it gives up', async () => {
  const { reader, timeouts } = readerOf([['a'], ['b'], ['c']]);
  await reader.search(search);
  expect(timeouts).toEqual([10_000, 9000, 8000]);
});

describe('many patterns', () => {
  const filterPatterns = Array.from({ length: 17 }, (_, index) => `{ $.a = "${index}" }`);

  it('are asked for one after another, never faster than the quota allows, other searches counted', async () => {
    const { reader, asked, askedAtMs } = readerOf([['a']], {}, { callMs: 20 });
    const found = await reader.search({ ...search, filterPatterns });
    await reader.search(search);
    expect(found).toEqual({ messages: Array(17).fill('a'), complete: true });
    expect(asked.map((input) => (input as { filterPattern: string }).filterPattern)).toEqual(
      expect.arrayContaining(filterPatterns),
    );
    const gaps = askedAtMs.slice(1).map((atMs, index) => atMs - (askedAtMs[index] ?? 0));
    expect(gaps).toEqual(Array(17).fill(250));
  });

  it('share the time there is; what was not asked for is missing, and said to be', async () => {
    const { reader, asked } = readerOf([['a']], { deadlineMs: 3000 });
    expect(await reader.search({ ...search, filterPatterns })).toEqual({
      messages: ['a', 'a', 'a'],
      complete: false,
    });
    expect(asked).toHaveLength(3);
  });
});

describe('a call that fails', () => {
  it('is made again, later each time, when there were too many', async () => {
    const { reader, askedAtMs, problems } = readerOf(
      [['a']],
      {},
      { faults: (call) => (call < 3 ? throttled : undefined), callMs: 10 },
    );
    expect(await reader.search(search)).toEqual({ messages: ['a'], complete: true });
    expect(askedAtMs).toEqual([0, 510, 1520, 3530]);
    expect(problems).toEqual([]);
  });

  it('is made again when no answer came', async () => {
    const { reader } = readerOf(
      [['a']],
      {},
      { faults: (call) => (call === 0 ? new Error('socket hang up') : undefined) },
    );
    expect(await reader.search(search)).toEqual({ messages: ['a'], complete: true });
  });

  it('is given up with the time: what was found before is answered, with the reason', async () => {
    const { reader, askedAtMs, problems } = readerOf(
      [['a'], ['b']],
      {},
      { faults: (call) => (call > 0 ? throttled : undefined), callMs: 10 },
    );
    expect(await reader.search(search)).toEqual({
      messages: ['a'],
      complete: false,
      problem: 'ThrottlingException',
    });
    expect(Math.max(...askedAtMs)).toBeLessThan(10_000);
    expect(problems).toEqual(['/trail: Rate exceeded']);
  });

  it('is not made again where AWS refuses it; the other patterns are asked for', async () => {
    const { reader, asked, problems } = readerOf(
      [['a']],
      {},
      { faults: (call) => (call === 0 ? denied : undefined) },
    );
    const filterPatterns = ['{ $.a = "b" }', '{ $.a = "c" }'];
    expect(await reader.search({ ...search, filterPatterns })).toEqual({
      messages: ['a'],
      complete: false,
      problem: 'AccessDeniedException',
    });
    expect(asked).toHaveLength(2);
    expect(problems).toEqual(['/trail: arn:aws:sts::… is not authorized']);
  });

  it('is told by its code where no answer came at all', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const { reader } = readerOf([], {}, { faults: () => refused });
    expect((await reader.search(search)).problem).toBe('ECONNREFUSED');
  });
});
