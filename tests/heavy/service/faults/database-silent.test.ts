import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import type { FaultService } from '../../../support/faults/fault-service.ts';
import { expectFewSockets, expectHealthy, expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { Traffic } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

let bed: FaultBed;
let service: FaultService;
let traffic: Traffic;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  service = await bed.startService();
  traffic = new Traffic(service);
});
afterAll(async () => {
  printRows('Postgres does not answer', rows);
  await bed.stop();
});

/** What breaks it, how many callers there are (where nobody answers, more than the service lets in), what mends it. */
const faults: readonly (readonly [string, number, () => unknown, () => Promise<void>])[] = [
  ['stopped with SIGSTOP', 50, () => bed.postgres.freeze(), () => bed.postgres.thaw()],
  ['swallowed by a black hole', 50, () => bed.database.silence(), () => bed.heal()],
  ['refusing connections', 12, () => bed.database.refuse(), () => bed.heal()],
  ['resetting connections', 12, () => bed.database.cut(), () => bed.heal()],
];

/** The connections of a fault's callers are kept for a while. */
const mostCallers = Math.max(...faults.map(([, callers]) => callers));

it.each(faults)(
  'a Postgres %s under load: 503 in time, /health quick, sockets bounded, well again by itself',
  async (fault, workers, breakIt, mend) => {
    await traffic.during(1_000);
    const breaking = new Promise((resolve) => setTimeout(resolve, 300)).then(breakIt);
    await traffic.until(breaking, { workers: 16 });
    const observed = await traffic.during(4_000, { workers });
    const ready = await service.caller.get('/ready');
    observed.requests.add(ready);
    await mend();
    const healedMs = await traffic.healed();
    rows.push({
      ...rowOf(fault, observed),
      '/ready ms': Math.round(ready.durationMs),
      'healed ms': Math.round(healedMs),
    });

    expect(Object.keys(observed.requests.outcomes())).toEqual(['503']);
    expect(ready.outcome).toBe(503);
    expectInTime(observed);
    expectHealthy(observed);
    expectFewSockets(observed, mostCallers);
    expect(healedMs).toBeLessThanOrEqual(5_000);
  },
);

it('half-open connections to Postgres are given up within the deadline, and then all is well', async () => {
  await traffic.during(1_000);
  bed.database.halfOpen();
  const observed = await traffic.during(4_000);
  const after = await traffic.during(1_000);
  rows.push({ ...rowOf('half open', observed), '/ready ms': '', 'healed ms': '' });
  expectInTime(observed);
  expect(observed.requests.with(503)).toBeGreaterThan(0);
  expect(after.requests.outcomes()).toEqual({ 200: after.requests.count });
});

it('keeps what was answered, remembers what it may have stored unanswered, and alarms nobody', async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  const promised = new Set(traffic.ledger.all().map(({ Name }) => Name));
  const records = await bed.query<{ name: string; id: string }>('select name, id from records');
  const left = records.filter(({ name }) => !promised.has(name)).map(({ id }) => id);
  const unknown = service.process.ofEvent('write-unknown').map(({ recordId }) => recordId);
  const withdrawn = service.process.ofEvent('record-withdrawn').map(({ recordId }) => recordId);
  printRows('Writes whose outcome nobody knows', [
    { unknown: unknown.length, 'stored and withdrawn': withdrawn.length, 'to be withdrawn yet': left.length },
  ]);
  expect(left.filter((id) => !unknown.includes(id) || withdrawn.includes(id))).toEqual([]);
  expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
});
