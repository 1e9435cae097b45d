import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import type { FaultService } from '../../../support/faults/fault-service.ts';
import { Ledger } from '../../../support/faults/ledger.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { buildNextRelease, type ServiceBundle } from '../../../support/faults/service-bundle.ts';
import { replace, read, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

const STARTS = 5;

let bed: FaultBed;
let nextRelease: ServiceBundle;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  nextRelease = await buildNextRelease({
    version: 1000,
    statements: 'alter table records add column note text; create index on records (written_at);',
  });
});
afterAll(async () => {
  printRows('Two releases side by side', rows);
  await nextRelease.remove();
  await bed.stop();
});

const appliedBy = (services: readonly FaultService[]): number[] =>
  services.flatMap(({ process }) =>
    process.ofEvent('schema-ready').flatMap(({ applied }) => applied as number[]),
  );

const versions = async (): Promise<number[]> => {
  const rowsOfSchema = await bed.query<{ version: number }>(
    'select version from schema_migrations order by 1',
  );
  return rowsOfSchema.map(({ version }) => version);
};

const startTogether = (count: number, bundle?: ServiceBundle): Promise<FaultService[]> =>
  Promise.all(Array.from({ length: count }, () => bed.startService({}, bundle)));

it(`three tasks that start at once on an empty database migrate it once, ${STARTS} times over`, async () => {
  for (let start = 0; start < STARTS; start += 1) {
    await bed.query('drop table if exists records, schema_migrations');
    const services = await startTogether(3);
    expect(appliedBy(services)).toEqual(await versions());
    for (const { caller } of services) {
      expect((await write({ caller, ledger: new Ledger() })).outcome).toBe(200);
    }
    await Promise.all(services.map((service) => service.kill()));
  }
});

it('a task of the release before works on while two of the next migrate, and each reads what the other wrote', async () => {
  const old = await bed.startService();
  const traffic = new Traffic(old);
  const starting = startTogether(2, nextRelease);
  const observed = await traffic.until(starting, { workers: 8, steps: [write, read, replace] });
  const next = await starting;
  rows.push(rowOf('the old task while the new ones start', observed));
  expect(observed.requests.outcomes()).toEqual({ 200: observed.requests.count });
  expect(appliedBy(next)).toEqual([1000]);

  const traffics = [traffic, ...next.map((service) => new Traffic(service))];
  const beside = await Promise.all(
    traffics.map((one) => one.during(1_500, { workers: 4, steps: [write, read, replace] })),
  );
  rows.push(
    ...beside.map((one, index) => rowOf(index === 0 ? 'the old task beside them' : `new task ${index}`, one)),
  );
  for (const { requests } of beside) expect(requests.outcomes()).toEqual({ 200: requests.count });
  for (const { ledger } of traffics) {
    for (const { caller } of traffics) expect(await ledger.broken(caller)).toEqual([]);
  }
});

it('after a rollback the release before starts again on the newer schema', async () => {
  const service = await bed.startService();
  expect(appliedBy([service])).toEqual([]);
  expect(await versions()).toContain(1000);
  const { requests } = await new Traffic(service).during(500);
  expect(requests.outcomes()).toEqual({ 200: requests.count });
  expect(await judge(bed.aws, service.caller)).toEqual(nobodyAlarmed);
});
