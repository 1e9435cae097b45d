import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { expectFewSockets, expectHealthy, expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { read, replace, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

const steps = [write, read, replace];

let bed: FaultBed;
let traffic: Traffic;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  traffic = new Traffic(await bed.startService());
});
afterAll(async () => {
  printRows('KMS can not be reached', rows);
  await bed.stop();
});

/** What is done to connections, and how many callers there are: in a black hole more than the service lets in. */
const faults: readonly (readonly [string, number, () => unknown])[] = [
  ['refused', 12, () => bed.kms.refuse()],
  ['reset', 12, () => bed.kms.cut()],
  ['swallowed by a black hole', 50, () => bed.kms.silence()],
];

it.each(faults)(
  'connections to KMS %s: 503 in time, /health quick, sockets bounded, well again by itself',
  async (fault, workers, breakIt) => {
    await traffic.during(500);
    await breakIt();
    const observed = await traffic.during(5_000, { workers, steps });
    await bed.heal();
    const healedMs = await traffic.healed();
    rows.push({ ...rowOf(fault, observed), 'healed ms': Math.round(healedMs) });

    expect(Object.keys(observed.requests.outcomes())).toEqual(['503']);
    expectInTime(observed);
    expectHealthy(observed);
    expectFewSockets(observed, workers);
    expect(healedMs).toBeLessThanOrEqual(2_000);
  },
);

it('half-open connections to KMS are given up within the deadline, and then all is well', async () => {
  await traffic.during(1_000, { workers: 50 });
  bed.kms.halfOpen();
  const observed = await traffic.during(5_000, { workers: 50, steps });
  const after = await traffic.during(1_000);
  rows.push({ ...rowOf('half open', observed), 'healed ms': '' });
  expectInTime(observed);
  expect(after.requests.outcomes()).toEqual({ 200: after.requests.count });
});

it('leaves nothing stored but what was answered, and alarms nobody', async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  expect(await bed.countRecords()).toEqual({ all: traffic.ledger.secrets, torn: 0 });
  expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
});
