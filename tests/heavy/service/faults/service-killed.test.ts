import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { filesHolding } from '../../../support/files.ts';
import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { Ledger } from '../../../support/faults/ledger.ts';
import { printRows } from '../../../support/faults/report.ts';
import { replace, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';

const KILLS = 20;
const MARKER = 'planted-marker-5d1c0a';

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.start();
});
afterAll(() => bed.stop());

it(
  'the service killed 20 times at random moments: what was answered is usable, nothing else is, no Text on disk',
  { timeout: 600_000 },
  async () => {
    const ledger = new Ledger();
    let unanswered = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const service = await bed.startService();
      const traffic = new Traffic(service, (name) => `${MARKER} of ${name}`);
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
    await service.kill();
    await bed.postgres.end();
    const { dataFolder } = bed.postgres;
    const [name = ''] = ledger.all().map(({ Name }) => Name);
    const keys = ledger
      .all()
      .slice(-50)
      .map(({ Key }) => Key);
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
    // A Name is stored as it is: that it is found proves that the files are looked into.
    expect(await filesHolding(dataFolder, [name])).not.toEqual([]);
    expect(await filesHolding(dataFolder, [MARKER, ...keys])).toEqual([]);
  },
);
