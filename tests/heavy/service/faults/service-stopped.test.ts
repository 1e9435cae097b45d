import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { waitFor } from '../../../support/faults/wait-for.ts';

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.start();
});
afterAll(() => bed.stop());

const idOf = async (name: string): Promise<string | undefined> => {
  const records = await bed.query<{ name: string; id: string }>('select name, id from records');
  return records.find((record) => record.name === name)?.id;
};

/** What becomes of the write, in this order. */
const wanted = /"event":"(write-unknown|stopping|record-withdrawn|stopped)"/;

it('a service stopped before it could put back what a lost replacement replaced does so at the last moment', async () => {
  const service = await bed.startService();
  const Name = bed.correspondence.newName();
  const Text = bed.correspondence.textFor(Name);
  const { body: first } = await service.caller.encrypt({ Name, Text });
  // A statement's first run asks Postgres what it is like: that answer would be lost, and nothing written.
  const { body: second } = await service.caller.encrypt({ Name, Text, Key: String(first['Key']) });
  const Key = String(second['Key']);
  const formerId = await idOf(Name);

  // By then all has been looked up; what comes is the swap.
  bed.aws.kmsFault = (operation) => {
    if (operation === 'GenerateDataKey') bed.database.loseAnswers();
    return undefined;
  };
  const replacing = service.caller.encrypt({ Name, Text: bed.correspondence.textFor('nobody'), Key });
  await waitFor(async () => (await idOf(Name)) !== formerId);
  bed.database.cut();
  const { outcome } = await replacing;
  // Time for the first try, which is in vain as well.
  await delay(500);
  await bed.heal();
  await service.end();

  const next = await bed.startService();
  const opened = await next.caller.decrypt({ Name, Key });
  expect(outcome).toBe(503);
  expect(service.process.lines.flatMap((line) => wanted.exec(line)?.[1] ?? [])).toEqual([
    'write-unknown',
    'stopping',
    'record-withdrawn',
    'stopped',
  ]);
  expect(opened).toMatchObject({ outcome: 200, body: { Text } });
});
