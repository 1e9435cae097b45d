import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { Traffic } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

const HOUR_MS = 3_600_000;

let bed: FaultBed;
let folder: string;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  folder = await mkdtemp(join(tmpdir(), 'keywatch-clock-'));
});
afterAll(async () => {
  printRows('Clocks an hour apart', rows);
  await rm(folder, { recursive: true });
  await bed.stop();
});

/** What a process loads first to live at another time than its database and AWS. */
const writeClock = async (aheadMs: number): Promise<string> => {
  const file = join(folder, `clock${aheadMs}.cjs`);
  await writeFile(
    file,
    `const Now = Date;
     globalThis.Date = class Date extends Now {
       constructor(...given) { given.length === 0 ? super(Now.now() + ${aheadMs}) : super(...given); }
       static now() { return Now.now() + ${aheadMs}; }
     };`,
  );
  return file;
};

it.each([
  ['ahead of', HOUR_MS],
  ['behind', -HOUR_MS],
])(
  'a service whose clock jumps to an hour %s AWS: each client corrects itself within one retry',
  async (where, aheadMs) => {
    bed.aws.aheadMs = 0;
    const service = await bed.startService();
    const traffic = new Traffic(service);
    await traffic.during(500);
    const { length: linesBefore } = service.process.ofEvent('kms-call');
    bed.aws.aheadMs = -aheadMs;
    const observed = await traffic.during(1_500);
    const calls = service.process.ofEvent('kms-call').slice(linesBefore);
    const retried = calls.filter(({ attempts }) => attempts !== 1);
    rows.push({
      ...rowOf(`${where} AWS`, observed),
      'calls retried': retried.length,
      'of calls': calls.length,
    });
    expect(observed.requests.outcomes()).toEqual({ 200: observed.requests.count });
    expect(retried.length).toBeGreaterThan(0);
    expect(Math.max(...calls.map(({ attempts }) => Number(attempts)))).toBe(2);
    bed.aws.aheadMs = 0;
    await service.kill();
  },
);

it.each([
  ['ahead of', HOUR_MS],
  ['behind', -HOUR_MS],
])('a service that starts an hour %s both AWS and its database works', async (where, aheadMs) => {
  const service = await bed.startService({ NODE_OPTIONS: `--require ${await writeClock(aheadMs)}` });
  const traffic = new Traffic(service);
  const observed = await traffic.during(1_500);
  const [line] = service.process.ofEvent('listening');
  rows.push({ ...rowOf(`${where} both, from the start`, observed), 'calls retried': '', 'of calls': '' });
  // The clock really was off: it stands in the log.
  expect(Math.abs(Date.parse(String(line?.['time'])) - Date.now() - aheadMs)).toBeLessThan(60_000);
  expect(observed.requests.outcomes()).toEqual({ 200: observed.requests.count });
  expectInTime(observed);
  await service.kill();
});

it('alarms nobody', async () => {
  const service = await bed.startService();
  expect(await judge(bed.aws, service.caller)).toEqual(nobodyAlarmed);
});
