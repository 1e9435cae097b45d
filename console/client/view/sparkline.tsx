import { type Series, graphData } from '../model/series.ts';

const [width, height] = [72, 22];

/** The last periods of a metric as small bars, scaled to the threshold, which is the line across. */
export function Sparkline({
  series,
  nowMs,
  threshold,
}: {
  readonly series: Series;
  readonly nowMs: number;
  readonly threshold: number;
}) {
  const periods = 18;
  const [, values] = graphData(series, nowMs, periods);
  const top = Math.max(threshold * 1.4, 1, ...values.map((value) => value ?? 0));
  const step = width / periods;
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <line x1="0" x2={width} y1={height * (1 - threshold / top)} y2={height * (1 - threshold / top)} />
      {values.map((value, index) => {
        const barHeight = ((value ?? 0) / top) * height;
        return barHeight === 0 ? null : (
          <rect key={index} x={index * step} y={height - barHeight} width={step - 1} height={barHeight} />
        );
      })}
    </svg>
  );
}
