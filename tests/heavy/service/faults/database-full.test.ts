import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import type { FaultService } from '../../../support/faults/fault-service.ts';
import { expectHealthy, expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { Traffic } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

let bed: FaultBed;
let service: FaultService;
let traffic: Traffic;
const hogs: Sql[] = [];
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start({ postgres: { max_connections: '20' } });
  service = await bed.startService();
  traffic = new Traffic(service);
});
afterAll(async () => {
  printRows('Postgres has no connection left', rows);
  await free();
  await bed.stop();
});

const connect = async (): Promise<Sql> => {
  const sql = postgres({ ...bed.postgres.server.connection(), max: 1, onnotice: () => undefined });
  await sql`select 1`;
  return sql;
};

/** Ends the service's connections and takes every place there is, but for so many. */
const takeAllBut = async (places: number): Promise<void> => {
  const first = await connect();
  hogs.push(first);
  await first`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'keywatch'`;
  for (;;) {
    const hog = await connect().catch((error: unknown) => error as NodeJS.ErrnoException);
    if ('code' in hog) {
      expect(hog.code).toBe('53300');
      break;
    }
    hogs.push(hog as Sql);
  }
  for (const hog of hogs.splice(0, places)) await hog.end();
};

const free = async (): Promise<void> => {
  for (const hog of hogs.splice(0)) await hog.end();
};

it('all places taken: 503 with 53300 in the log, in time; well again when they are free', async () => {
  await traffic.during(500);
  await takeAllBut(0);
  const observed = await traffic.during(3_000);
  await free();
  const healedMs = await traffic.healed();
  rows.push({ ...rowOf('no place', observed), 'healed ms': Math.round(healedMs) });
  expect(Object.keys(observed.requests.outcomes())).toEqual(['503']);
  expectInTime(observed);
  expectHealthy(observed);
  expect(healedMs).toBeLessThanOrEqual(2_000);
  expect(service.process.ofEvent('unavailable').some(({ errorCode }) => errorCode === '53300')).toBe(true);
});

it('two places left: the service goes on with these two, and who finds none in time is 503', async () => {
  await traffic.during(500);
  await takeAllBut(2);
  const observed = await traffic.during(3_000);
  await free();
  const healedMs = await traffic.healed();
  rows.push({ ...rowOf('two places', observed), 'healed ms': Math.round(healedMs) });
  expectInTime(observed);
  expect(observed.requests.with(200)).toBeGreaterThan(10);
});

it('loses nothing and alarms nobody', async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  expect(await bed.countRecords()).toEqual({ all: traffic.ledger.size, torn: 0 });
  expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
});
