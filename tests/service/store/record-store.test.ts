import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RecordStore, type NewRecord } from '../../../service/store/record-store.ts';

const record: NewRecord = {
  id: 'a-record',
  formatVersion: 1,
  kmsKeyArn: 'a-key',
  salt: Buffer.alloc(32),
  wrappedDataKey: Buffer.alloc(8),
  nonce: Buffer.alloc(12),
  ciphertext: Buffer.alloc(16),
};

/** A store over a pool that answers each statement with these rows, and what the pool was asked for. */
const storeOver = (rows: object[]) => {
  const answer = () => Promise.resolve(Object.assign(rows, { count: rows.length }) as never);
  const pool = { lookUp: vi.fn(answer), run: vi.fn(answer) };
  const asked = () => ({
    lookUp: pool.lookUp.mock.calls.map(([, ...withinMs]: readonly unknown[]) => withinMs),
    run: pool.run.mock.calls.map(([, ...withinMs]: readonly unknown[]) => withinMs),
  });
  return { store: new RecordStore(pool), asked };
};

// Time stands still: what an insert has left is told to the millisecond.
beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

describe('a record', () => {
  it.each([
    ['its head', (store: RecordStore) => store.findHead('n', 700)],
    ['its body', (store: RecordStore) => store.readBody('a-record', 700)],
  ])('is looked up in the time there is: %s', async (_, read) => {
    const { store, asked } = storeOver([]);
    await read(store);
    expect(asked()).toEqual({ lookUp: [[700]], run: [] });
  });

  it.each([
    ['the first of its Name', (store: RecordStore) => store.insertIfAbsent('n', record, 700)],
    ['in place of another', (store: RecordStore) => store.replace('n', 'another', record, 700)],
  ])('is written in the time there is, behind no lookup: %s', async (_, write) => {
    const { store, asked } = storeOver([]);
    await write(store);
    expect(asked()).toEqual({ lookUp: [], run: [[700]] });
  });

  it('is removed behind no lookup either', async () => {
    const { store, asked } = storeOver([]);
    await store.remove('a-record');
    expect(asked()).toEqual({ lookUp: [], run: [[]] });
  });

  it.each([
    [0, []],
    [1, [{ id: record.id }]],
  ])('was touched when the statement is answered with %i rows', async (count, rows) => {
    const { store } = storeOver(rows);
    const answers = await Promise.all([
      store.insertIfAbsent('n', record),
      store.replace('n', 'another', record),
      store.remove('a-record'),
    ]);
    expect(answers).toEqual(Array.from({ length: 3 }, () => count === 1));
  });
});

it('whether the database answers is a lookup', async () => {
  const { store, asked } = storeOver([]);
  await store.ping();
  expect(asked().lookUp).toHaveLength(1);
});
