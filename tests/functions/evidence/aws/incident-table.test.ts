import { ConditionalCheckFailedException, type UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { createIncidentTable } from '../../../../functions/evidence/aws/incident-table.ts';

interface Row {
  leaseToken?: string;
  leaseUntil?: number;
  state?: string;
  expiresAt?: number;
}

let rows: Map<string, Row>;
let nowMs: number;
let waited: number;
let tokens: number;

/** Decides the two conditions that the table's commands have, and nothing else. */
function send(command: UpdateItemCommand): Promise<unknown> {
  const { Key, ConditionExpression, ExpressionAttributeValues: values = {} } = command.input;
  const key = Key?.['alarmName']?.S ?? '';
  const row = rows.get(key) ?? {};
  const refused = (): Promise<never> =>
    Promise.reject(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
  if (ConditionExpression === 'leaseToken = :token') {
    if (row.leaseToken !== values[':token']?.S) return refused();
    rows.set(key, { state: values[':state']?.S ?? '', expiresAt: Number(values[':expires']?.N) });
    return Promise.resolve({});
  }
  expect(ConditionExpression).toBe('attribute_not_exists(leaseUntil) OR leaseUntil < :now');
  if (row.leaseUntil !== undefined && row.leaseUntil >= Number(values[':now']?.N)) return refused();
  rows.set(key, { ...row, leaseToken: values[':token']?.S ?? '', leaseUntil: Number(values[':until']?.N) });
  return Promise.resolve({ Attributes: row.state === undefined ? {} : { state: { S: row.state } } });
}

beforeEach(() => {
  rows = new Map();
  nowMs = 1_000_000;
  waited = 0;
  tokens = 0;
});

const table = () =>
  createIncidentTable({
    client: { send },
    tableName: 'incidents',
    nowMs: () => nowMs,
    createToken: () => `token-${++tokens}`,
    leaseMs: 120_000,
    keptDays: 30,
    waiting: {
      attempts: 3,
      firstDelayMs: 500,
      sleep: () => {
        waited += 1;
        return Promise.resolve();
      },
    },
  });

const told = { incident: { id: 'i', startedMs: 1 }, told: ['i/started/email'] };

it('keeps the state of each alarm, and when it may be forgotten', async () => {
  const first = await table().hold('a');
  expect(first.state).toEqual({ told: [] });
  await first.release(told);
  expect((await table().hold('a')).state).toEqual(told);
  expect((await table().hold('b')).state).toEqual({ told: [] });
  expect(rows.get('a')?.expiresAt).toBe(1_000 + 30 * 24 * 60 * 60);
});

it('lets nobody else in while one holds a state', async () => {
  await table().hold('a');
  await expect(table().hold('a')).rejects.toThrow(ConditionalCheckFailedException);
  expect(waited).toBe(2);
});

it('frees a state that nobody released, once no function can be running any more', async () => {
  const dead = await table().hold('a');
  nowMs += 120_001;
  const next = await table().hold('a');
  await expect(dead.release(told)).rejects.toThrow(ConditionalCheckFailedException);
  await next.release(told);
  expect((await table().hold('a')).state).toEqual(told);
});
