import postgres from 'postgres';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { Traffic } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

let bed: FaultBed;
let traffic: Traffic;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  traffic = new Traffic(await bed.startService());
});
afterAll(async () => {
  printRows('The password of the database is rotated', rows);
  await bed.stop();
});

const endConnections = async (): Promise<void> => {
  const sql = postgres({ ...bed.postgres.server.connection(), max: 1 });
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'keywatch'`;
  await sql.end();
};

const rotate = async (times: number, then: () => Promise<void>): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    await delay(300);
    await bed.postgres.server.rotatePassword();
    await then();
  }
};

it('five times under load: no request fails, as open connections outlive a rotation', async () => {
  const observed = await traffic.until(
    rotate(5, () => Promise.resolve()),
    { workers: 6 },
  );
  rows.push(rowOf('rotated 5 times', observed));
  expect(observed.requests.outcomes()).toEqual({ 200: observed.requests.count });
});

it('five times with every connection ended: new ones use the new password, without a restart', async () => {
  const passwords = new Set([bed.postgres.server.password()]);
  const observed = await traffic.until(
    rotate(5, async () => {
      passwords.add(bed.postgres.server.password());
      await endConnections();
    }),
  );
  const after = await traffic.during(1_000);
  rows.push(rowOf('and every connection ended', observed), rowOf('afterwards', after));
  expect(passwords.size).toBe(6);
  expectInTime(observed);
  expect(after.requests.outcomes()).toEqual({ 200: after.requests.count });
});

it('loses nothing and alarms nobody', async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
});
