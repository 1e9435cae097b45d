import {
  startConsole,
  type ConsoleOptions,
  type RunningConsole,
} from '../../../console/server/start-console.ts';
import { createRunEvents } from '../../../console/server/run-events.ts';
import type { ScenarioId, TryOutcome } from '../../../console/protocol.ts';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import { createFaultSwitch, type FaultSwitch } from '../../../local/endpoint/fault-switch.ts';
import { startLoop, type RunningLoop } from '../running-loop.ts';
import { startFakeService, type FakeService } from './fake-service.ts';
import { startFlood, type Flood } from './flood.ts';

/**
 * A console over a declared stack's own KMS, trail, filters and alarms on a virtual clock: all is real but the service
 * and its database. An alarm comes as soon as the clock is advanced.
 */
export interface FakeRun {
  readonly console: RunningConsole;
  readonly url: string;
  readonly service: FakeService;
  readonly loop: RunningLoop;
  readonly kmsFaults: FaultSwitch;
  /** Moves the run's clock on. */
  advance(ms: number): Promise<void>;
  /** Presses a button of the page. */
  attempt(scenario: ScenarioId): Promise<TryOutcome>;
  /** The lab's scenario: the right key, three wrong ones, an unknown name; then time until the mail is there. */
  playLab(): Promise<void>;
  /** Tells of as many made-up events a second until it is stopped. */
  flood(eventsPerSecond: number): Flood;
  stop(): Promise<void>;
}

export interface FakeRunOptions extends Partial<
  Pick<ConsoleOptions, 'assets' | 'maxTraffic' | 'port' | 'clock'>
> {
  readonly plan: LocalPlan;
  /** How many times faster than the machine's the run's clock goes by itself; it stands still unless said otherwise. */
  readonly speed?: number;
}

export async function startFakeRun(options: FakeRunOptions): Promise<FakeRun> {
  const { plan, speed, ...consoleOptions } = options;
  const kmsFaults = createFaultSwitch();
  const events = createRunEvents();
  const loop = await startLoop(plan, 2_000, events.tell);
  loop.setFault(kmsFaults.hook);
  const service = await startFakeService(loop);
  const failures: unknown[] = [];
  const console = await startConsole({
    run: { plan, endpoint: service.endpoint, monitoring: loop.monitoring, kmsFaults },
    deliveryDelayMs: 2_000,
    port: 0,
    events,
    onUnexpectedError: (error) => failures.push(error),
    nowMs: loop.clock.nowMs,
    ...consoleOptions,
  });
  const floods: Flood[] = [];
  const advance = inTurn((ms: number) => loop.clock.advance(ms));
  const ticking = speed === undefined ? undefined : setInterval(() => void advance(50 * speed), 50);
  const attempt = async (scenario: ScenarioId): Promise<TryOutcome> => {
    const response = await fetch(`${console.url}/api/try/${scenario}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: console.url },
      body: '{}',
    });
    if (response.status !== 200) throw new Error(`${scenario}: ${response.status} ${await response.text()}`);
    return (await response.json()) as TryOutcome;
  };
  return {
    console,
    url: console.url,
    service,
    loop,
    kmsFaults,
    advance,
    attempt,
    async playLab() {
      await advance(120_000);
      for (const scenario of lab) await attempt(scenario);
      await advance(120_000);
    },
    flood(eventsPerSecond) {
      const flood = startFlood(eventsPerSecond, plan, loop.clock.nowMs, events.tell);
      floods.push(flood);
      return flood;
    },
    async stop() {
      clearInterval(ticking);
      for (const flood of floods) flood.stop();
      const page = await (await fetch(`${console.url}/api/snapshot`)).text();
      await console.stop();
      await service.stop();
      await loop.stop({ 'the page': page });
      if (failures.length > 0) throw new AggregateError(failures, 'the console failed unexpectedly');
    },
  };
}

const lab: readonly ScenarioId[] = [
  'encrypt',
  'decrypt',
  'wrong-key',
  'wrong-key',
  'wrong-key',
  'unknown-name',
];

/** Lets calls wait for one another. */
function inTurn(run: (ms: number) => Promise<void>): (ms: number) => Promise<void> {
  let last = Promise.resolve();
  return (ms) => (last = last.then(() => run(ms)));
}
