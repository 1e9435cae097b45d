import type { AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import { createMetricFilter } from '../../../cloudwatch/metric-filter.ts';
import type { MetricFilterDeclaration } from '../../../cloudwatch/metric-filter.ts';
import { readCause } from '../../../replay/detect/read-cause.ts';
import { feeds } from '../../../stack/declared/feeds.ts';

const minuteMs = 60_000;

/** What a query of a detection says, but from the metric filters themselves: samples by their minutes. */
export function expectedRows(
  alarm: AlarmDeclaration,
  filters: readonly MetricFilterDeclaration[],
  records: readonly string[],
  delayMs: number,
): readonly Readonly<Record<string, unknown>>[] {
  const feeding = filters
    .filter((filter) => feeds(filter, alarm))
    .map((declaration) => ({ declaration, filter: createMetricFilter(declaration) }));
  const datapoints = new Map<number, number>();
  const matching = records.flatMap((message) => {
    const record = JSON.parse(message) as Readonly<Record<string, unknown>>;
    const timeMs = Date.parse(String(record['eventTime']));
    const minute = Math.floor((timeMs + delayMs) / minuteMs) * minuteMs;
    for (const { filter } of feeding) {
      for (const { value } of filter.samplesOf({ timestampMs: timeMs + delayMs, message })) {
        datapoints.set(minute, (datapoints.get(minute) ?? 0) + value);
      }
    }
    const names = feeding.flatMap(({ declaration, filter }) =>
      filter.pattern.match(message) ? declaration.filterName : [],
    );
    return names.length === 0 ? [] : { minute, names, cause: causeOf(record, timeMs) };
  });
  return matching.map(({ minute, names, cause }) => ({
    minute: new Date(minute).toISOString(),
    datapoint: datapoints.get(minute),
    matches: matching.length,
    metric_filters: names.join(', '),
    ...cause,
  }));
}

function causeOf(record: Readonly<Record<string, unknown>>, timeMs: number) {
  const cause = readCause(record, { deliveredMs: timeMs, timeMs, file: '' });
  return {
    eventtime: record['eventTime'],
    principal: cause.principal ?? null,
    sourceipaddress: cause.sourceIPAddress ?? null,
    eventsource: cause.eventSource ?? null,
    eventname: cause.eventName ?? null,
    errorcode: cause.errorCode ?? null,
    errormessage: record['errorMessage'] ?? null,
    requestid: cause.requestID ?? null,
    eventid: cause.eventID ?? null,
  };
}
