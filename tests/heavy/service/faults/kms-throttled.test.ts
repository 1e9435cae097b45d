import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { expectHealthy, expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { read, replace, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, labAlarm } from '../../../support/faults/verdict.ts';

let bed: FaultBed;
let traffic: Traffic;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  traffic = new Traffic(await bed.startService());
});
afterAll(async () => {
  printRows('KMS throttles', rows);
  await bed.stop();
});

it('half of the calls refused for their rate: retried, else 503 in time', async () => {
  await traffic.during(500);
  const { length: callsBefore } = bed.aws.records;
  let calls = 0;
  bed.aws.kmsFault = () => ((calls += 1) % 2 === 0 ? 'throttle' : undefined);
  const observed = await traffic.during(8_000, { workers: 4, steps: [write, read, replace] });
  await bed.heal();
  const healedMs = await traffic.healed();
  const recorded = bed.aws.records.slice(callsBefore);
  const throttled = recorded.filter(({ errorCode }) => errorCode === 'ThrottlingException').length;
  rows.push({
    ...rowOf('half throttled', observed),
    'KMS calls': calls,
    throttled,
    'healed ms': Math.round(healedMs),
  });

  expect(throttled).toBeGreaterThan(20);
  expect(observed.requests.with(200)).toBeGreaterThan(observed.requests.with(503));
  expectInTime(observed);
  expectHealthy(observed);
  expect(healedMs).toBeLessThanOrEqual(2_000);
});

it("leaves nothing stored but what was answered; of the alarms only the lab's takes throttling for an attack", async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  expect(await bed.countRecords()).toEqual({ all: traffic.ledger.secrets, torn: 0 });
  expect(await judge(bed.aws, traffic.caller)).toMatchObject({
    alarms: [labAlarm],
    withOneWrongKey: ['keywatch-dev-kms-wrong-key'],
  });
});
