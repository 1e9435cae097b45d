import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { Ledger } from '../../../support/faults/ledger.ts';
import { printRows } from '../../../support/faults/report.ts';
import { replace, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

const KILLS = 20;

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.start();
});
afterAll(() => bed.stop());

it(
  'the service killed 20 times at random moments: what was answered is usable, and nothing else is',
  { timeout: 600_000 },
  async () => {
    const ledger = new Ledger();
    let unanswered = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const service = await bed.startService();
      const traffic = new Traffic(service);
      const killed = traffic
        .healed()
        .then(() => delay(Math.random() * 250))
        .then(() => service.kill());
      const { requests } = await traffic.until(killed, { workers: 16, steps: [write, replace] });
      unanswered += requests.count - requests.with(200);
      for (const promised of traffic.ledger.all()) ledger.add(promised);
    }
    const service = await bed.startService();
    const broken = await ledger.broken(service.caller);
    const { all, torn } = await bed.countRecords();
    const verdict = await judge(bed.aws, service.caller);
    printRows('The service killed at random moments', [
      {
        kills: KILLS,
        'answered 200': ledger.size,
        'not usable afterwards': broken.length,
        'requests without an answer': unanswered,
        'records nobody has the Key of': all - ledger.size,
        torn,
      },
    ]);
    expect(broken).toEqual([]);
    expect(torn).toBe(0);
    expect(unanswered).toBeGreaterThan(KILLS);
    expect(all - ledger.size).toBeLessThanOrEqual(unanswered);
    expect(verdict).toEqual(nobodyAlarmed);
  },
);
