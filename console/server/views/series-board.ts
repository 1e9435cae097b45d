import type { MetricQuery, MetricReader, Statistic } from '../../../cloudwatch/metric.ts';
import type { DatapointView, SeriesView } from '../../protocol.ts';

/** A metric as a graph shows it. */
export interface GraphedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly periodSeconds: number;
}

/** All lines of all graphs, each once. */
export interface SeriesBoard {
  /** Puts a metric on the board, unless it is there; answers its series' id. */
  idOf(metric: GraphedMetric): string;
  /** Every series with its points of the last hours. */
  read(nowMs: number): SeriesView[];
  /** What changed in the newest periods since the last call. */
  readChanges(nowMs: number): DatapointView[];
}

const shownSeconds = 3 * 3_600;
/** Of a long period there is more to see than the last hours. */
const minShownPeriods = 12;
/** A late sample still changes the period before the newest one. */
const changingPeriods = 2;

const statistics: ReadonlySet<string> = new Set<Statistic>([
  'Sum',
  'SampleCount',
  'Average',
  'Minimum',
  'Maximum',
]);

interface Series extends GraphedMetric {
  readonly id: string;
  /** The values told last, by the period's start. */
  readonly told: Map<number, number>;
}

export function createSeriesBoard(metrics: MetricReader): SeriesBoard {
  const board = new Map<string, Series>();
  const pointsOf = (series: Series, nowMs: number, periods: number): [number, number][] =>
    whyNotSimulated(series) === null
      ? metrics
          .datapoints(queryOf(series, nowMs, periods))
          .flatMap((datapoint) => (datapoint === undefined ? [] : [[datapoint.timestampMs, datapoint.value]]))
      : [];
  return {
    idOf(metric) {
      const key = JSON.stringify([
        metric.namespace,
        metric.name,
        metric.statistic,
        metric.periodSeconds,
        Object.entries(metric.dimensions).sort(),
      ]);
      const series = board.get(key) ?? { ...metric, id: `series-${board.size + 1}`, told: new Map() };
      board.set(key, series);
      return series.id;
    },
    read: (nowMs) =>
      [...board.values()].map((series) => ({
        id: series.id,
        namespace: series.namespace,
        metricName: series.name,
        statistic: series.statistic,
        periodSeconds: series.periodSeconds,
        notSimulated: whyNotSimulated(series),
        points: pointsOf(
          series,
          nowMs,
          Math.max(minShownPeriods, Math.ceil(shownSeconds / series.periodSeconds)),
        ),
      })),
    readChanges: (nowMs) =>
      [...board.values()].flatMap((series) => {
        const points = pointsOf(series, nowMs, changingPeriods);
        const changed = points.filter(([startMs, value]) => series.told.get(startMs) !== value);
        series.told.clear();
        for (const [startMs, value] of points) series.told.set(startMs, value);
        return changed.map(([startMs, value]) => ({ seriesId: series.id, startMs, value }));
      }),
  };
}

function whyNotSimulated({ namespace, statistic }: GraphedMetric): string | null {
  if (namespace.startsWith('AWS/')) return 'AWS makes this metric; nothing here does.';
  return statistics.has(statistic) ? null : `The statistic ${statistic} is not simulated here.`;
}

/** Periods begin at full multiples of their length, as in CloudWatch's own graphs; the newest is still under way. */
function queryOf(
  { namespace, name, dimensions, statistic, periodSeconds }: Series,
  nowMs: number,
  periods: number,
): MetricQuery {
  const periodMs = periodSeconds * 1000;
  const newestMs = Math.floor(nowMs / periodMs) * periodMs;
  return {
    namespace,
    name,
    dimensions,
    statistic: statistic as Statistic,
    periodSeconds,
    startMs: newestMs - (periods - 1) * periodMs,
    periods,
  };
}
