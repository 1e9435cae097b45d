import {
  type Alarm,
  type AlarmTransition,
  type SnsPublication,
  buildSnsPublication,
} from '../../cloudwatch/alarm/index.ts';
import type { MetricReader } from '../../cloudwatch/metric.ts';
import type { Clock } from '../clock/clock.ts';

export interface AlarmLoopOptions {
  readonly alarm: Alarm;
  readonly metrics: MetricReader;
  readonly clock: Clock;
  /** Executes one action of a transition. @throws when it can't, which alarm history then tells. */
  readonly publish: (
    topicArn: string,
    publication: SnsPublication,
    transition: AlarmTransition,
  ) => Promise<void>;
  readonly onTransition?: ((transition: AlarmTransition) => void) | undefined;
}

/** How far back missed evaluations are made up for: what an alarm would have told longer ago is no news. */
const maxCatchUpMs = 24 * 60 * 60_000;

/** An alarm evaluated at its own times, its actions executed at every change of state. */
export interface AlarmLoop {
  readonly alarm: Alarm;
  start(): void;
  /** Ends evaluating and waits for actions under way. */
  stop(): Promise<void>;
}

/**
 * Drives an alarm by a clock. A machine that sleeps, or whose clock is set forward, misses evaluations that AWS would
 * have made: each is made up for as of its own time, or an alarm whose datapoint has left the range would never fire.
 */
export function createAlarmLoop({
  alarm,
  metrics,
  clock,
  publish,
  onTransition,
}: AlarmLoopOptions): AlarmLoop {
  let callOff = (): void => undefined;
  let dueMs = 0;
  let actions: Promise<void> = Promise.resolve();

  const scheduleNext = (): void => {
    const nowMs = clock.nowMs();
    dueMs = alarm.nextEvaluationMs(nowMs);
    callOff = clock.schedule(dueMs - nowMs, evaluateDue);
  };
  const evaluateDue = (): void => {
    const nowMs = clock.nowMs();
    const timesMs = [...missedEvaluationsMs(alarm, dueMs, nowMs), nowMs];
    const transitions = timesMs.flatMap((atMs) => alarm.evaluate(atMs, metrics) ?? []);
    scheduleNext();
    for (const transition of transitions) {
      onTransition?.(transition);
      actions = actions.then(() => execute(transition));
    }
  };
  const execute = async (transition: AlarmTransition): Promise<void> => {
    const publication = buildSnsPublication(transition);
    for (const action of transition.actions) {
      const error = await publish(action, publication, transition).then(
        () => undefined,
        (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
      );
      alarm.recordAction(transition, {
        action,
        executedMs: clock.nowMs(),
        publishedMessage: publication.Message,
        error,
      });
    }
  };
  return {
    alarm,
    start: scheduleNext,
    stop: () => {
      callOff();
      return actions;
    },
  };
}

/** The times since `dueMs` that an evaluation at `nowMs` does not stand for, oldest first. */
function missedEvaluationsMs(alarm: Alarm, dueMs: number, nowMs: number): readonly number[] {
  const missed: number[] = [];
  let atMs = Math.max(dueMs, alarm.nextEvaluationMs(nowMs - maxCatchUpMs));
  for (;;) {
    const nextMs = alarm.nextEvaluationMs(atMs);
    if (nextMs > nowMs) return missed;
    missed.push(atMs);
    atMs = nextMs;
  }
}
