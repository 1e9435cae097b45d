import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { expectInTime } from '../../../support/faults/limits.ts';
import { printRows } from '../../../support/faults/report.ts';
import { Traffic, write, type Observed } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';
import { waitFor } from '../../../support/faults/wait-for.ts';

const KILLS = 20;
const WRITES_BETWEEN = 510;

let bed: FaultBed;
let traffic: Traffic;

beforeAll(async () => {
  bed = await FaultBed.start();
  traffic = new Traffic(await bed.startService());
});
afterAll(() => bed.stop());

it(
  'Postgres killed 20 times under load: of 10,000 acknowledged writes none is lost, and nobody waits too long',
  { timeout: 600_000 },
  async () => {
    const answered = { 200: 0, 503: 0, otherwise: 0 };
    const recoveriesMs: number[] = [];
    const stretches: Observed[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const outage = waitFor(() => traffic.ledger.size >= kill * WRITES_BETWEEN, { timeoutMs: 120_000 })
        .then(() => bed.postgres.kill())
        .then(() => bed.postgres.restart());
      const observed = await traffic.until(outage, { workers: 16, steps: [write] });
      const { requests } = observed;
      stretches.push(observed);
      recoveriesMs.push(await traffic.healed());
      answered[200] += requests.with(200);
      answered[503] += requests.with(503);
      answered.otherwise += requests.count - requests.with(200) - requests.with(503);
    }
    const broken = await traffic.ledger.broken(traffic.caller);
    printRows('Postgres killed under load', [
      {
        kills: KILLS,
        acknowledged: traffic.ledger.size,
        'not readable afterwards': broken.length,
        'answered 503': answered[503],
        otherwise: answered.otherwise,
        'worst ms': Math.round(Math.max(...stretches.map(({ requests }) => requests.percentileMs(1)))),
        'worst ms from ready to served': Math.round(Math.max(...recoveriesMs)),
      },
    ]);
    expect(broken).toEqual([]);
    expect(traffic.ledger.size).toBeGreaterThanOrEqual(10_000);
    expect(answered[503]).toBeGreaterThan(KILLS);
    expect(answered.otherwise).toBe(0);
    for (const observed of stretches) expectInTime(observed);
    expect(Math.max(...recoveriesMs)).toBeLessThanOrEqual(3_000);
  },
);

it('leaves no record torn, and alarms nobody', async () => {
  const { all, torn } = await bed.countRecords();
  expect(torn).toBe(0);
  expect(all).toBeGreaterThanOrEqual(traffic.ledger.size);
  expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
});
