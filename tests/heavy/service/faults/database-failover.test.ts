import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import type { FaultService } from '../../../support/faults/fault-service.ts';
import { expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { read, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

let bed: FaultBed;
let service: FaultService;
let traffic: Traffic;
let stopSuccessor = (): Promise<unknown> => Promise.resolve();
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  service = await bed.startService();
  traffic = new Traffic(service);
});
afterAll(async () => {
  printRows('Failover: the old server is read-only, then its name leads to the new one', rows);
  await stopSuccessor();
  await bed.stop();
});

it('a server that has become read-only: reads go on, writes are 503 with 25006 in the log', async () => {
  await traffic.during(1_000);
  await bed.postgres.end();
  const successor = await bed.postgres.copy();
  await bed.postgres.restart({ default_transaction_read_only: 'on' });
  await traffic.during(200, { steps: [read] });
  const observed = await traffic.during(3_000, { steps: [write, read] });
  rows.push({ ...rowOf('read-only', observed), 'healed ms': '' });
  expect(observed.requests.outcomes('/encrypt')).toEqual({ 503: observed.requests.with(503) });
  expect(observed.requests.with(503)).toBeGreaterThan(10);
  expect(observed.requests.with(200, '/decrypt')).toBeGreaterThan(10);
  expectInTime(observed);
  expect(service.process.ofEvent('unavailable').some(({ errorCode }) => errorCode === '25006')).toBe(true);

  const started = await successor.start();
  stopSuccessor = () => started.stop();
  // Open connections stay with the old server; only their failing writes tell that it is the wrong one.
  bed.database.leadTo(started.port);
  const healedMs = await traffic.healed();
  const after = await traffic.during(1_000);
  rows.push({ ...rowOf('led to the new one', after), 'healed ms': Math.round(healedMs) });
  expect(healedMs).toBeLessThanOrEqual(5_000);
  expect(after.requests.outcomes()).toEqual({ 200: after.requests.count });
});

it('acknowledged nothing that the new server does not have, and alarms nobody', async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
});
