import { parseFilterPattern } from '../../../cloudwatch/filter-pattern/index.ts';
import type { MetricTransformation } from '../../../cloudwatch/metric-filter.ts';
import type { StoredLogEvent } from '../../../local/logs/log-groups.ts';
import type { ConsoleRun } from '../console-run.ts';
import { parseMessage } from '../history/record-facts.ts';

/** What a metric filter found in a log event, in the words of `TestMetricFilter`. */
export interface MatchDetail {
  readonly filterName: string;
  readonly logGroupName: string;
  readonly filterPattern: string;
  /** What it puts into which metric. */
  readonly metricTransformation: MetricTransformation;
  readonly match: {
    readonly eventId: string;
    readonly timestamp: number;
    /** As JSON where it is that. */
    readonly eventMessage: unknown;
    /** The fields of a space-delimited pattern; of all others CloudWatch extracts none. */
    readonly extractedValues: Readonly<Record<string, string>>;
  };
}

/**
 * @throws Error when no declared filter has that name: a match of it could not have been told.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricFilterMatchRecord.html
 */
export function matchDetail(
  { metricFilters }: Pick<ConsoleRun['plan'], 'metricFilters'>,
  filterName: string,
  { eventId, timestamp, message, logGroupName }: StoredLogEvent,
): MatchDetail {
  const filter = metricFilters.find((each) => each.filterName === filterName);
  if (filter === undefined) throw new Error(`The plan declares no metric filter ${filterName}.`);
  const { filterPattern, metricTransformation } = filter;
  return {
    filterName,
    logGroupName,
    filterPattern,
    metricTransformation,
    match: {
      eventId,
      timestamp,
      eventMessage: parseMessage(message) ?? message,
      extractedValues: parseFilterPattern(filterPattern).extract(message) ?? {},
    },
  };
}
