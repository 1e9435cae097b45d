import { setTimeout as delay } from 'node:timers/promises';

import type { Caller, CallerAnswer } from './caller.ts';
import type { FaultService } from './fault-service.ts';
import { Ledger } from './ledger.ts';
import { Samples } from './samples.ts';

/** What a client does before it asks again after an answer that was none. */
const BACK_OFF_MS = 50;
const PROBE_EVERY_MS = 25;

/** What a stretch of traffic came to. */
export interface Observed {
  readonly requests: Samples;
  /** Requests of /health beside them, all the time. */
  readonly health: Samples;
  /** Requests of a server beside the service that depends on nobody. */
  readonly bystander: Samples;
  /** Most sockets that the service was seen to have open, its clients' included. */
  readonly mostSockets: number;
}

/** What traffic needs of a service. */
export type Watched = Pick<FaultService, 'caller' | 'bystander' | 'openSockets'>;

type Step = (traffic: Pick<Traffic, 'caller' | 'ledger'>) => Promise<CallerAnswer>;

interface Load {
  /** How many ask at once, each one thing after the other. */
  readonly workers?: number;
  /** What each of them does in turn. */
  readonly steps?: readonly Step[];
}

/** Stores a new secret. */
export const write: Step = async ({ caller, ledger }) => {
  const Name = caller.correspondence.newName();
  const Text = caller.correspondence.textFor(Name);
  const answer = await caller.encrypt({ Name, Text });
  const { Key } = answer.body;
  if (answer.outcome === 200 && typeof Key === 'string') ledger.add({ Name, Key, Text });
  return answer;
};

/** Reads a secret that was promised; a 200 with another text becomes an outcome of its own. */
export const read: Step = async (traffic) => {
  const promised = traffic.ledger.any();
  if (promised === undefined) return write(traffic);
  const { Name, Key, Text } = promised;
  const answer = await traffic.caller.decrypt({ Name, Key });
  return answer.outcome === 200 && answer.body['Text'] !== Text
    ? { ...answer, outcome: 'another text' }
    : answer;
};

/** Stores a secret and replaces it at once, with two calls of KMS and two queries; tells of the second request. */
export const replace: Step = async ({ caller, ledger }) => {
  const { correspondence } = caller;
  const Name = correspondence.newName();
  const firstText = correspondence.textFor(Name);
  const stored = await caller.encrypt({ Name, Text: firstText });
  const { Key: firstKey } = stored.body;
  if (typeof firstKey !== 'string') return stored;
  const Text = correspondence.textFor(`${Name}, replaced`);
  const answer = await caller.encrypt({ Name, Text, Key: firstKey });
  const { Key } = answer.body;
  if (answer.outcome === 200 && typeof Key === 'string') ledger.add({ Name, Key, Text });
  else ledger.addUnreplaced({ Name, Key: firstKey, Text: firstText });
  return { ...answer, operation: 'replace' };
};

/** Callers with right keys only: whatever is recorded as a wrong one is the service's or a fault's doing. */
export class Traffic {
  readonly caller: Caller;
  readonly ledger = new Ledger();
  readonly #service: Watched;

  constructor(service: Watched) {
    this.#service = service;
    this.caller = service.caller;
  }

  /** Sends requests until `over` settles, and waits for the last answers. */
  async until(over: Promise<unknown>, { workers = 16, steps = [write, read] }: Load = {}): Promise<Observed> {
    const observed = {
      requests: new Samples(),
      health: new Samples(),
      bystander: new Samples(),
      mostSockets: 0,
    };
    let isOver = false;
    const work = async (worker: number): Promise<void> => {
      for (let turn = worker; !isOver; turn += 1) {
        const answer = await (steps[turn % steps.length] ?? read)(this);
        observed.requests.add(answer);
        if (answer.outcome !== 200) await delay(BACK_OFF_MS);
      }
    };
    const probe = async (): Promise<void> => {
      while (!isOver) {
        const probes = [this.caller.get('/health'), this.#service.bystander.get('/')] as const;
        observed.health.add(await probes[0]);
        observed.bystander.add(await probes[1]);
        observed.mostSockets = Math.max(observed.mostSockets, await this.#service.openSockets());
        await delay(PROBE_EVERY_MS);
      }
    };
    const all = Promise.all([probe(), ...Array.from({ length: workers }, (_, worker) => work(worker))]);
    await over.finally(() => (isOver = true));
    await all;
    return observed;
  }

  during(ms: number, load?: Load): Promise<Observed> {
    return this.until(delay(ms), load);
  }

  /** How long it takes until a write and a read succeed, one after the other. */
  async healed(): Promise<number> {
    const startedAt = performance.now();
    for (const step of [write, read]) {
      while ((await step(this)).outcome !== 200) await delay(10);
    }
    return performance.now() - startedAt;
  }
}
