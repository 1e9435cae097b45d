import { ConditionalCheckFailedException, type UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
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
  const {
    Key,
    UpdateExpression,
    ConditionExpression,
    ExpressionAttributeValues: values = {},
  } = command.input;
  const key = Key?.['alarmName']?.S ?? '';
  const row = rows.get(key) ?? {};
  const refused = (): Promise<never> =>
    Promise.reject(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
  const isOwn = row.leaseToken !== undefined && row.leaseToken === values[':token']?.S;
  if (ConditionExpression === 'leaseToken = :token') {
    if (!isOwn) return refused();
    const written = { state: values[':state']?.S ?? '', expiresAt: Number(values[':expires']?.N) };
    const isReleased = UpdateExpression?.endsWith(' REMOVE leaseToken, leaseUntil');
    rows.set(key, isReleased ? written : { ...row, ...written });
    return Promise.resolve({});
  }
  expect(ConditionExpression).toBe(
    'attribute_not_exists(leaseUntil) OR leaseUntil < :now OR leaseToken = :token',
  );
  const isHeld = row.leaseUntil !== undefined && row.leaseUntil >= Number(values[':now']?.N);
  if (isHeld && !isOwn) return refused();
  rows.set(key, { ...row, leaseToken: values[':token']?.S ?? '', leaseUntil: Number(values[':until']?.N) });
  return Promise.resolve({ Attributes: row.state === undefined ? {} : { state: { S: row.state } } });
}

beforeEach(() => {
  rows = new Map();
  nowMs = 1_000_000;
  waited = 0;
  tokens = 0;
});

const table = (client: { readonly send: typeof send } = { send }) =>
  createIncidentTable({
    client,
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

const incident = { id: 'i', startedMs: 1 };
const told = { incidents: [incident], told: ['i/started/email'] };

it('keeps the state of each alarm, and when it may be forgotten', async () => {
  const first = await table().hold('a');
  expect(first.state).toEqual({ incidents: [], told: [] });
  await first.release(told);
  expect((await table().hold('a')).state).toEqual(told);
  expect((await table().hold('b')).state).toEqual({ incidents: [], told: [] });
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

it('keeps a state without letting go of it', async () => {
  const first = await table().hold('a');
  await first.keep(told);
  await expect(table().hold('a')).rejects.toThrow(ConditionalCheckFailedException);
  await first.release({ ...told, told: [] });
  expect((await table().hold('a')).state).toEqual({ ...told, told: [] });
});

it('holds a state although the answer was lost and the same is asked once more', async () => {
  let isLost = true;
  const client = {
    send: async (command: UpdateItemCommand) => {
      const answer = await send(command);
      if (!isLost) return answer;
      isLost = false;
      return send(command);
    },
  };
  const held = await table(client).hold('a');
  await held.release(told);
  expect((await table().hold('a')).state).toEqual(told);
  expect(waited).toBe(0);
});

describe('beside an earlier version, which knew the latest incident alone', () => {
  it('reads what that one wrote', async () => {
    rows.set('a', { state: JSON.stringify({ incident, told: told.told }) });
    expect((await table().hold('a')).state).toEqual(told);
    rows.set('b', { state: JSON.stringify({ told: [] }) });
    expect((await table().hold('b')).state).toEqual({ incidents: [], told: [] });
  });

  it('writes what that one reads', async () => {
    const latest = { id: 'j', startedMs: 2 };
    await (await table().hold('a')).release({ ...told, incidents: [incident, latest] });
    expect(JSON.parse(rows.get('a')?.state ?? '')).toMatchObject({ incident: latest, told: told.told });
  });
});
