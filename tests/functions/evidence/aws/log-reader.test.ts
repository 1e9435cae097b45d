import type { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { createLogReader, type LogReaderOptions } from '../../../../functions/evidence/aws/log-reader.ts';

const search = { logGroupName: '/trail', filterPattern: '{ $.a = "b" }', startMs: 1, endMs: 2 };

/** Answers one page after another; each takes a second. */
function readerOf(pages: readonly (readonly string[])[], limits: Partial<LogReaderOptions> = {}) {
  let nowMs = 0;
  const asked: unknown[] = [];
  const client = {
    send: ({ input }: FilterLogEventsCommand) => {
      nowMs += 1000;
      asked.push(input);
      const index = Number(input.nextToken ?? 0);
      const events = (pages[index] ?? []).map((message) => ({ message }));
      return Promise.resolve({ events, nextToken: index + 1 < pages.length ? String(index + 1) : undefined });
    },
  } as unknown as LogReaderOptions['client'];
  const reader = createLogReader({
    client,
    nowMs: () => nowMs,
    deadlineMs: 10_000,
    maxEvents: 100,
    ...limits,
  });
  return { reader, asked };
}

it('reads every page, empty ones too', async () => {
  const { reader, asked } = readerOf([['a'], [], ['b', 'c']]);
  expect(await reader.search(search)).toEqual({ messages: ['a', 'b', 'c'], complete: true });
  const { logGroupName, filterPattern, startMs: startTime, endMs: endTime } = search;
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
