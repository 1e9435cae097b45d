import type { AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import { createMetricFilter, type MetricFilterDeclaration } from '../../../cloudwatch/metric-filter.ts';
import type { MetricReader, Statistic } from '../../../cloudwatch/metric.ts';
import type { StoredLogEvent } from '../../../local/logs/log-groups.ts';
import { feeds } from '../../../stack/declared/feeds.ts';
import type { ConsoleRun } from '../console-run.ts';
import type { Remembered } from '../history/history.ts';
import { NotFoundError } from '../http/not-found-error.ts';
import { metricOf } from '../views/detection-view.ts';

/** A period's datapoint as CloudWatch shows it, and what one match of one filter has put into it. */
export interface DatapointDetail {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  /** In seconds: the alarm's. */
  readonly Period: number;
  /** As it is now, with all that was counted in the period; `null` once its data is no longer kept. */
  readonly Datapoint: Readonly<Record<string, unknown>> | null;
  readonly Contribution: {
    /** The filter that made it. */
    readonly FilterName: string;
    readonly LogGroupName: string;
    /** The log event's. */
    readonly EventId: string;
    readonly Timestamp: string;
    /** `null`: the filter found no number in the event, and put nothing into the metric. */
    readonly Value: number | null;
  };
}

const statistics: readonly Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'];

/**
 * The datapoint that a match went into, by the period of one of the alarms its metric feeds.
 * @throws NotFoundError when the event is no match, or its metric feeds no such alarm.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Datapoint.html
 */
export function datapointDetail(
  { plan, monitoring }: Pick<ConsoleRun, 'plan' | 'monitoring'>,
  { event, detail }: Remembered,
  detectionId: string,
): DatapointDetail {
  if (event.kind !== 'match') throw new NotFoundError(`A ${event.kind} is not counted; a match is.`);
  const alarm = plan.alarms.find(({ alarmName }) => alarmName === detectionId);
  const filter = plan.metricFilters.find(({ filterName }) => filterName === event.filterName);
  if (alarm === undefined || filter === undefined || !feeds(filter, alarm)) {
    throw new NotFoundError(`What ${event.filterName} counts feeds no alarm named ${detectionId}.`);
  }
  const { message, timestamp, eventId, logGroupName } = detail as StoredLogEvent;
  const [sample] = createMetricFilter(filter).samplesOf({ message, timestampMs: timestamp });
  const { namespace, name, periodSeconds } = metricOf(alarm);
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(sample?.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Period: periodSeconds,
    Datapoint: readDatapoint(monitoring.metrics, alarm, filter, timestamp),
    Contribution: {
      FilterName: filter.filterName,
      LogGroupName: logGroupName,
      EventId: eventId,
      Timestamp: new Date(timestamp).toISOString(),
      Value: sample?.value ?? null,
    },
  };
}

function readDatapoint(
  metrics: MetricReader,
  alarm: AlarmDeclaration,
  { metricTransformation }: MetricFilterDeclaration,
  timestampMs: number,
): DatapointDetail['Datapoint'] {
  const { namespace, name, dimensions, periodSeconds } = metricOf(alarm);
  const { unit = 'None' } = metricTransformation;
  const periodMs = periodSeconds * 1_000;
  const startMs = Math.floor(timestampMs / periodMs) * periodMs;
  const query = { namespace, name, dimensions, unit, periodSeconds, startMs, periods: 1 };
  const values = statistics.map((statistic) => {
    const [datapoint] = metrics.datapoints({ ...query, statistic });
    return [statistic, datapoint?.value] as const;
  });
  if (values.some(([, value]) => value === undefined)) return null;
  return { Timestamp: new Date(startMs).toISOString(), ...Object.fromEntries(values), Unit: unit };
}
