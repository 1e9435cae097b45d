import type { AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import { detections } from '../../../detections/index.ts';
import type { MonitoredAlarm } from '../../../local/monitoring/monitoring.ts';
import { feeds } from '../../../stack/declared/feeds.ts';
import type { AlarmSettingsView, DetectionView, EvaluationView, TransitionEvent } from '../../protocol.ts';
import type { ConsoleRun } from '../console-run.ts';
import { parseAlarmDescription } from './alarm-description.ts';
import type { GraphedMetric } from './series-board.ts';

/** CloudWatch keeps the metrics of filters by the minute. */
const shortestPeriodSeconds = 60;

export interface DetectionViewArgs {
  readonly monitored: MonitoredAlarm;
  readonly metricFilters: ConsoleRun['plan']['metricFilters'];
  readonly nowMs: number;
  readonly seriesId: string;
  /** Of all alarms, oldest first. */
  readonly transitions: readonly TransitionEvent[];
}

/** A declared alarm as it is now. */
export function detectionView(args: DetectionViewArgs): DetectionView {
  const { monitored, metricFilters, nowMs, seriesId, transitions } = args;
  const { declaration, state } = monitored.alarm;
  const described = parseAlarmDescription(declaration.alarmName, declaration.alarmDescription);
  // What an alarm's description has no room for.
  const inCatalogue = detections.find(({ title }) => title === described.title);
  return {
    id: declaration.alarmName,
    ...described,
    knownGaps: inCatalogue?.knownGaps ?? [],
    falsePositives: inCatalogue?.falsePositives ?? [],
    filters: metricFilters
      .filter((filter) => feeds(filter, declaration))
      .map(({ filterName, logGroupName, filterPattern }) => ({
        filterName,
        logGroupName,
        pattern: filterPattern,
      })),
    alarm: alarmSettings(declaration),
    evaluation: evaluationOf(monitored, nowMs),
    state: { value: state.value, reason: state.reason, sinceMs: state.updatedMs },
    transitions: transitions.filter(({ detectionId }) => detectionId === declaration.alarmName),
    seriesId,
  };
}

/** An alarm's metric, at the resolution that there is. */
export function metricOf(alarm: AlarmDeclaration): GraphedMetric {
  return {
    namespace: alarm.namespace,
    name: alarm.metricName,
    dimensions: alarm.dimensions ?? {},
    statistic: alarm.statistic,
    periodSeconds: Math.max(shortestPeriodSeconds, alarm.period),
  };
}

function alarmSettings(alarm: AlarmDeclaration): AlarmSettingsView {
  return {
    namespace: alarm.namespace,
    metricName: alarm.metricName,
    dimensions: alarm.dimensions ?? {},
    statistic: alarm.statistic,
    period: alarm.period,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm ?? alarm.evaluationPeriods,
    threshold: alarm.threshold,
    comparisonOperator: alarm.comparisonOperator,
    treatMissingData: alarm.treatMissingData ?? 'missing',
    notifiesRecovery: (alarm.okActions ?? []).length > 0,
  };
}

function evaluationOf({ alarm, evaluated }: MonitoredAlarm, nowMs: number): EvaluationView | null {
  if (!evaluated) return null;
  const nextMs = alarm.nextEvaluationMs(nowMs);
  return { nextMs, everyMs: alarm.nextEvaluationMs(nextMs) - nextMs };
}
