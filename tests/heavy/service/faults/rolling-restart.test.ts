import { afterAll, beforeAll, expect, it } from 'vitest';

import { Balancer } from '../../../support/faults/balancer.ts';
import { FaultBed } from '../../../support/faults/fault-bed.ts';
import type { FaultService } from '../../../support/faults/fault-service.ts';
import { printRows } from '../../../support/faults/report.ts';
import { read, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, nobodyAlarmed } from '../../../support/faults/verdict.ts';
import { waitFor } from '../../../support/faults/wait-for.ts';

const RESTARTS = 20;

let bed: FaultBed;
let balancer: Balancer;

beforeAll(async () => {
  bed = await FaultBed.start();
  balancer = await Balancer.start();
});
afterAll(async () => {
  await balancer.stop();
  await bed.stop();
});

/** As ECS does it: the new task first, and traffic only once it is ready. */
const bringUp = async (): Promise<FaultService> => {
  const service = await bed.startService();
  await waitFor(async () => (await service.caller.get('/ready')).outcome === 200);
  balancer.register(service.url);
  return service;
};

/** Out of rotation, then SIGTERM at once: requests are still under way. */
const takeDown = async (service: FaultService): Promise<number | null> => {
  balancer.deregister(service.url);
  service.process.signal('SIGTERM');
  return service.process.exited;
};

it(
  'two instances replaced 20 times under load: no request fails and every process ends with 0',
  { timeout: 600_000 },
  async () => {
    let running = [await bringUp(), await bringUp()];
    const traffic = new Traffic({
      caller: bed.callerOf(balancer.url),
      bystander: bed.bystander.caller,
      openSockets: () => Promise.resolve(0),
    });
    const complaints: Record<string, number>[] = [];
    const exits: (number | null)[] = [];
    const replaceInTurn = async (): Promise<void> => {
      for (let restart = 0; restart < RESTARTS; restart += 1) {
        const next = await bringUp();
        const [oldest, ...others] = running;
        if (oldest !== undefined) {
          exits.push(await takeDown(oldest));
          complaints.push(oldest.complaints());
        }
        running = [...others, next];
      }
    };
    const { requests, health } = await traffic.until(replaceInTurn(), { workers: 6, steps: [write, read] });
    const broken = await traffic.ledger.broken(traffic.caller);
    printRows('Two instances replaced under load', [
      {
        restarts: RESTARTS,
        requests: requests.count,
        'not answered 200': requests.count - requests.with(200),
        'passed on in vain': balancer.failed,
        '/health': health.count,
        'median ms': Math.round(requests.percentileMs(0.5)),
        'worst ms': Math.round(requests.percentileMs(1)),
      },
    ]);
    expect(complaints).toEqual(complaints.map(() => ({})));
    expect(requests.outcomes()).toEqual({ 200: requests.count });
    expect(health.outcomes()).toEqual({ 200: health.count });
    expect(balancer.failed).toBe(0);
    expect(exits).toEqual(Array.from({ length: RESTARTS }, () => 0));
    expect(broken).toEqual([]);
    expect(await judge(bed.aws, traffic.caller)).toEqual(nobodyAlarmed);
  },
);
