import { JavaDouble, writeAwsJson } from './aws-json.ts';
import { toOffsetTimestamp } from './aws-time.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';
import type { Observation, ObservedPeriod } from './observe.ts';

/**
 * The JSON text that goes with a state reason. `recentDatapoints` runs from the oldest to the newest of the
 * real datapoints that took part, with null for the gaps; `evaluatedDatapoints` is newest first.
 *
 * @param periods the evaluation range, oldest first.
 */
export function buildStateReasonData(
  declaration: AlarmDeclaration,
  periods: readonly ObservedPeriod[],
  { real, evaluated }: Observation,
  queryMs: number,
): string {
  const oldest = real.at(-1)?.timestampMs;
  const newest = real[0]?.timestampMs;
  const recent =
    oldest === undefined || newest === undefined
      ? []
      : periods.filter(({ timestampMs }) => timestampMs >= oldest && timestampMs <= newest);
  return writeAwsJson({
    version: '1.0',
    queryDate: toOffsetTimestamp(queryMs),
    startDate: oldest === undefined ? undefined : toOffsetTimestamp(oldest),
    unit: declaration.unit,
    statistic: declaration.statistic,
    period: declaration.period,
    recentDatapoints: recent.map(({ datapoint }) =>
      datapoint === undefined ? null : new JavaDouble(datapoint.value),
    ),
    threshold: new JavaDouble(declaration.threshold),
    evaluatedDatapoints: evaluated.map(({ timestampMs, datapoint }) => ({
      timestamp: toOffsetTimestamp(timestampMs),
      sampleCount: datapoint === undefined ? undefined : new JavaDouble(datapoint.sampleCount),
      value: datapoint === undefined ? undefined : new JavaDouble(datapoint.value),
    })),
  });
}
