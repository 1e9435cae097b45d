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

/** An alarm evaluated at its own times, its actions executed at every change of state. */
export interface AlarmLoop {
  readonly alarm: Alarm;
  start(): void;
  /** Ends evaluating and waits for actions under way. */
  stop(): Promise<void>;
}

export function createAlarmLoop({
  alarm,
  metrics,
  clock,
  publish,
  onTransition,
}: AlarmLoopOptions): AlarmLoop {
  let callOff = (): void => undefined;
  let actions: Promise<void> = Promise.resolve();

  const scheduleNext = (): void => {
    const nowMs = clock.nowMs();
    callOff = clock.schedule(alarm.nextEvaluationMs(nowMs) - nowMs, evaluate);
  };
  const evaluate = (): void => {
    const transition = alarm.evaluate(clock.nowMs(), metrics);
    scheduleNext();
    if (transition === undefined) return;
    onTransition?.(transition);
    actions = actions.then(() => execute(transition));
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
