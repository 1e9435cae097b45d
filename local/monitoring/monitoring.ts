import {
  type Alarm,
  type AlarmDeclaration,
  type AlarmHistoryItem,
  type AlarmTransition,
  type MetricAlarm,
  createAlarm,
} from '../../cloudwatch/alarm/index.ts';
import { embeddedSamplesOf } from '../../cloudwatch/embedded-metrics.ts';
import { type MetricFilterDeclaration, createMetricFilter } from '../../cloudwatch/metric-filter.ts';
import { createMetricStore, type MetricReader } from '../../cloudwatch/metric.ts';
import { feeds } from '../../stack/declared/feeds.ts';
import type { Clock } from '../clock/clock.ts';
import type { StoredLogEvent } from '../logs/log-groups.ts';
import { type AlarmLoopOptions, createAlarmLoop } from './alarm-loop.ts';

export interface MonitoringOptions {
  readonly filters: readonly MetricFilterDeclaration[];
  readonly alarms: readonly AlarmDeclaration[];
  readonly clock: Clock;
  readonly publish: AlarmLoopOptions['publish'];
  /** Told once of an event that filters match, with all of them in the order of the declaration. */
  readonly onMatch?: (filters: readonly MetricFilterDeclaration[], event: StoredLogEvent) => void;
  readonly onTransition?: (transition: AlarmTransition) => void;
}

/** An alarm as it is now. */
export interface MonitoredAlarm {
  readonly alarm: Pick<Alarm, 'declaration' | 'state' | 'nextEvaluationMs' | 'describe'>;
  /** False where nothing is known of its metric: it stays as it was created. */
  readonly evaluated: boolean;
}

/** CloudWatch as the declared stack uses it: metric filters fed by log events, alarms on a clock. */
export interface Monitoring {
  /** Gives an event to the filters of its log group, and takes the metrics that are embedded in it. */
  ingest(event: StoredLogEvent): void;
  /**
   * Starts to evaluate the alarms on metrics that the filters emit. Alarms on other metrics, AWS's own among them, stay
   * as they were created: nothing is known of their metric.
   */
  start(): void;
  /** Ends evaluating and waits for actions under way. */
  stop(): Promise<void>;
  describeAlarms(): readonly MetricAlarm[];
  /** In the order of the declaration. */
  alarms(): readonly MonitoredAlarm[];
  /** What filters have counted and the service has measured. */
  readonly metrics: MetricReader;
  /** Of all alarms, oldest first. */
  history(): readonly AlarmHistoryItem[];
}

/**
 * Builds the declared filters and alarms.
 * @throws FilterPatternError, MetricFilterError or AlarmDeclarationError where CloudWatch would refuse one.
 */
export function createMonitoring(options: MonitoringOptions): Monitoring {
  const { clock, publish, onTransition } = options;
  const filters = options.filters.map(createMetricFilter);
  const metrics = createMetricStore();
  const loops = options.alarms.map((declaration) => {
    const alarm = createAlarm(declaration, { createdMs: clock.nowMs() });
    return createAlarmLoop({ alarm, metrics, clock, publish, onTransition });
  });
  const isFed = ({ declaration }: Alarm): boolean =>
    options.filters.some((filter) => feeds(filter, declaration));
  return {
    ingest(event) {
      for (const sample of embeddedSamplesOf(event)) metrics.put(sample);
      const { message, timestamp } = event;
      const asked = filters.filter(({ declaration }) => declaration.logGroupName === event.logGroupName);
      const matching = asked.filter(({ pattern }) => pattern.match(message));
      if (matching.length > 0) {
        options.onMatch?.(
          matching.map(({ declaration }) => declaration),
          event,
        );
      }
      for (const filter of asked) {
        for (const sample of filter.samplesOf({ message, timestampMs: timestamp })) metrics.put(sample);
      }
    },
    start: () => loops.filter(({ alarm }) => isFed(alarm)).forEach((loop) => loop.start()),
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    describeAlarms: () => loops.map(({ alarm }) => alarm.describe()),
    alarms: () => loops.map(({ alarm }) => ({ alarm, evaluated: isFed(alarm) })),
    metrics,
    history: () =>
      loops
        .flatMap(({ alarm }) => alarm.history().toReversed())
        .sort((a, b) => a.Timestamp.getTime() - b.Timestamp.getTime()),
  };
}
