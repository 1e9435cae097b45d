import type { AlarmText } from '../alarm-description.ts';
import type { Column } from './layout.ts';
import { alarmWidget, metricWidget, textWidget, type GraphedMetric } from './widgets.ts';

/** An alarm, as far as a dashboard shows it. */
export interface ShownAlarm extends Pick<AlarmText, 'severity' | 'title' | 'runbook'> {
  /** Whose, where several of a kind have an alarm each. */
  readonly identity: string | undefined;
  readonly alarmArn: string;
  readonly metric: GraphedMetric;
  readonly periodSeconds: number;
  readonly threshold: number;
}

const width = 8;

/** CloudWatch keeps the metrics of metric filters by the minute. */
const shortestPeriodSeconds = 60;

/** Of one alarm: what it means and what to do first, its metric with the threshold, its state. */
export function alarmColumn(alarm: ShownAlarm, region: string): Column {
  const { identity, title, severity, runbook, metric } = alarm;
  const [firstStep] = runbook;
  const heading = identity === undefined ? title : `${title} (${identity})`;
  const periodSeconds = Math.max(shortestPeriodSeconds, alarm.periodSeconds);
  return [
    textWidget({ width, height: 4 }, `### ${heading}`, `**${severity}**, first: ${firstStep}`),
    metricWidget(
      { width, height: 5 },
      {
        region,
        title: `${metric.name}: ${metric.statistic} of ${minutes(periodSeconds)}`,
        metrics: [metric],
        periodSeconds,
        threshold: alarm.threshold,
      },
    ),
    alarmWidget({ width, height: 2 }, [alarm.alarmArn]),
  ];
}

function minutes(seconds: number): string {
  return seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}
