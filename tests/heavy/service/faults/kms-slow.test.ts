import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { expectFewSockets, expectHealthy, expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { read, replace, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

/** More callers than the service lets in at once. */
const workers = 50;

let bed: FaultBed;
let traffic: Traffic;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  traffic = new Traffic(await bed.startService());
});
afterAll(async () => {
  printRows('KMS is slow', rows);
  await bed.stop();
});

const observe = async (fault: string, delayMs: number, steps = [write, read, replace]) => {
  await traffic.during(500);
  bed.kms.delay(delayMs / 2);
  const observed = await traffic.during(5_000, { workers, steps });
  await bed.heal();
  const healedMs = await traffic.healed();
  rows.push({ ...rowOf(fault, observed), 'healed ms': Math.round(healedMs) });

  expectInTime(observed);
  expectHealthy(observed);
  expectFewSockets(observed, workers);
  expect(healedMs).toBeLessThanOrEqual(2_000);
  return observed.requests;
};

it('a KMS that takes a second is waited for, and what the service has no place for is shed', async () => {
  const requests = await observe('1 s a call', 1_000);
  expect(Object.keys(requests.outcomes()).sort()).toEqual(['200', '503']);
  expect(requests.with(200)).toBeGreaterThan(50);
});

it('a request that needs KMS twice has one deadline all the same', async () => {
  const requests = await observe('1.2 s a call, replacing', 1_200, [replace]);
  expect(requests.outcomes('replace')).toEqual({ 503: requests.with(503, 'replace') });
  expect(requests.with(503, 'replace')).toBeGreaterThan(10);
});

it.each([5, 30])('a KMS that takes %i seconds is 503 at the deadline', async (seconds) => {
  const requests = await observe(`${seconds} s a call`, seconds * 1_000);
  expect(Object.keys(requests.outcomes())).toEqual(['503']);
});

it('leaves nothing stored but what was answered, and alarms nobody', async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  expect(await bed.countRecords()).toEqual({ all: traffic.ledger.secrets, torn: 0 });
  expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
});
