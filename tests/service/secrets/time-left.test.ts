import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';

import { ANSWER_DEADLINE_MS } from '../../../service/http/limits.ts';
import { InMemoryService } from '../support/in-memory-service.ts';

let service: InMemoryService;
beforeAll(async () => {
  service = await InMemoryService.start();
});
afterAll(() => service.stop());
afterEach(() => vi.restoreAllMocks());

/** Asks, and answers what the store was asked for, with how much time. */
const timesGiven = async (url: string, payload: object) => {
  const store = service.records.asStore;
  const methods = ['findHead', 'readBody', 'insertIfAbsent', 'replace'] as const;
  const spies = methods.map((method) => vi.spyOn(store, method));
  const response = await service.app.inject({ method: 'POST', url, payload });
  const given = methods.flatMap((method, index) =>
    (spies[index]?.mock.calls ?? []).map((call: readonly unknown[]) => [method, call.at(-1)]),
  );
  vi.restoreAllMocks();
  return { given, Key: response.json<{ Key: string }>().Key };
};

const isTimeLeft = expect.toSatisfy(
  (withinMs: unknown) => typeof withinMs === 'number' && withinMs > 0 && withinMs <= ANSWER_DEADLINE_MS,
  'what is left of the request',
) as unknown;

it('every statement of a request has what is left of its time', async () => {
  const Name = randomUUID();
  const created = await timesGiven('/encrypt', { Name, Text: 't' });
  expect(created.given).toEqual([['insertIfAbsent', isTimeLeft]]);
  const { Key } = created;
  expect((await timesGiven('/decrypt', { Name, Key })).given).toEqual([
    ['findHead', isTimeLeft],
    ['readBody', isTimeLeft],
  ]);
  expect((await timesGiven('/encrypt', { Name, Key, Text: 'other' })).given).toEqual([
    ['findHead', isTimeLeft],
    ['readBody', isTimeLeft],
    ['replace', isTimeLeft],
  ]);
});
