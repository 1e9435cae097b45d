import type { SeriesView } from '../../protocol.ts';

/** The values of one metric, a datapoint per period. */
export interface Series {
  readonly view: SeriesView;
  /** Of the period that starts at `startMs`; `undefined`: no data. */
  at(startMs: number): number | undefined;
  /** The newest datapoint. */
  last(): readonly [startMs: number, value: number] | undefined;
  put(startMs: number, value: number): void;
}

/** Builds a series that keeps the newest `limit` datapoints. */
export function createSeries(view: SeriesView, limit: number): Series {
  const values = new Map<number, number>(
    view.points.slice(-limit).map(([startMs, value]) => [startMs, value]),
  );
  let lastMs = Math.max(-Infinity, ...values.keys());
  return {
    view,
    at: (startMs) => values.get(startMs),
    last() {
      const value = values.get(lastMs);
      return value === undefined ? undefined : [lastMs, value];
    },
    put(startMs, value) {
      values.set(startMs, value);
      lastMs = Math.max(lastMs, startMs);
      for (const oldest of values.keys()) {
        if (values.size <= limit) break;
        values.delete(oldest);
      }
    },
  };
}

/** What a graph draws: period starts in epoch seconds beside values, `null` where there is no data. */
export type GraphData = readonly [times: readonly number[], values: readonly (number | null)[]];

/** The last `periods` periods up to now, the running one included, on the metric's own grid. */
export function graphData(series: Series, nowMs: number, periods: number): GraphData {
  const periodMs = series.view.periodSeconds * 1_000;
  const runningMs = Math.floor(nowMs / periodMs) * periodMs;
  const starts = Array.from({ length: periods }, (_, index) => runningMs - (periods - 1 - index) * periodMs);
  return [starts.map((startMs) => startMs / 1_000), starts.map((startMs) => series.at(startMs) ?? null)];
}
