import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../local/clock/clock.ts';
import type { RunEvent } from '../../local/run/run-event.ts';
import { buildApp } from './app.ts';
import { type Assets, buildAssets } from './assets.ts';
import type { ConsoleRun } from './console-run.ts';
import { createHistory } from './history/history.ts';
import { createRecorder } from './history/recorder.ts';
import { originOf } from './http/origin.ts';
import { createStream } from './http/stream.ts';
import type { RunEvents } from './run-events.ts';
import { createScenarios } from './scenarios/scenarios.ts';
import { createServiceClient } from './scenarios/service-client.ts';
import { createViewer } from './views/viewer.ts';

export type { ConsoleRun } from './console-run.ts';

export interface ConsoleOptions {
  readonly run: ConsoleRun;
  readonly deliveryDelayMs: number;
  /** 0 for any free one. */
  readonly port: number;
  /** What happens in the run, with what happened before the console was there. */
  readonly events: Pick<RunEvents, 'handTo'>;
  /** Told of the console's own faults, none of which ends the run. */
  readonly onUnexpectedError: (error: unknown) => void;
  /** The run's clock; the system's unless said otherwise. */
  readonly nowMs?: () => number;
  /** When to send: the system's clock unless said otherwise. */
  readonly clock?: Clock;
  /** The page's files; bundled from their sources unless given. */
  readonly assets?: Assets;
  readonly maxTraffic?: number;
}

/** The live page of a local run, served on loopback. */
export interface RunningConsole {
  readonly url: string;
  stop(): Promise<void>;
}

/** News are few: a day of alarms that flap every minute. */
const maxNews = 3_000;
const maxTraffic = 10_000;

/** @throws Error when the page can't be bundled or the port not be had. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { run, onUnexpectedError, clock = systemClock, nowMs = systemClock.nowMs } = options;
  const assets = options.assets ?? (await buildAssets());
  const history = createHistory({ maxTraffic: options.maxTraffic ?? maxTraffic, maxNews });
  const recorder = createRecorder(run, history);
  options.events.handTo((event: RunEvent): void => {
    try {
      recorder.record(event);
    } catch (error) {
      onUnexpectedError(error);
    }
  });

  const scenarios = createScenarios({
    send: createServiceClient(run.endpoint),
    kmsFaults: run.kmsFaults,
    onFault: (fault) => recorder.recordFault(nowMs(), fault),
    curlTargets: () => ({ endpoint: run.endpoint, origin: originOf(port()) }),
  });
  const { deliveryDelayMs } = options;
  const viewer = createViewer({ run, history, nowMs, deliveryDelayMs, scenarios: () => scenarios.views() });
  const stream = createStream({ history, instance: randomUUID(), clock, viewer });
  const app = buildApp({
    run,
    history,
    viewer,
    stream,
    scenarios,
    assets,
    port: () => port(),
    onUnexpectedError,
  });
  const port = (): number => (app.server.address() as AddressInfo).port;
  await app.listen({ host: '127.0.0.1', port: options.port }).catch((cause: unknown) => {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    throw new Error(`port ${options.port} can't be used (${code}), choose another with --console-port N`, {
      cause,
    });
  });
  stream.start();
  return {
    url: originOf(port()),
    stop: async () => {
      stream.stop();
      await app.close();
    },
  };
}
