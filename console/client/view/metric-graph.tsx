import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { formatNumber } from '../model/count.ts';
import { formatTime } from '../model/format-time.ts';
import { type Series, graphData } from '../model/series.ts';
import { type Colours, useColours } from './use-colours.ts';

/** What lies left and right of the plot, in pixels: a strip below it lines up by the same. */
export const graphInset = { leftPx: 44, rightPx: 18 };

interface MetricGraphProps {
  readonly label: string;
  /** Each with its own line; all on the grid of the first's period. */
  readonly series: readonly Series[];
  readonly thresholds: readonly number[];
  readonly nowMs: number;
  readonly periods: number;
  readonly heightPx: number;
}

/** A metric over the last periods as bars, with the threshold across. */
export function MetricGraph({ label, series, thresholds, nowMs, periods, heightPx }: MetricGraphProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const colours = useColours();
  const columns = series.map((one) => graphData(one, nowMs, periods));
  const data = [
    columns[0]?.[0] ?? [],
    ...columns.map(([, values]) => values),
  ] as unknown as uPlot.AlignedData;
  const periodSeconds = series[0]?.view.periodSeconds ?? 60;
  const thresholdKey = thresholds.join(' ');

  useLayoutEffect(() => {
    const { current: element } = place;
    if (element === null) return;
    const options = buildOptions(
      colours,
      series.length,
      periodSeconds,
      thresholds,
      element.clientWidth,
      heightPx,
    );
    plot.current = new uPlot(options, data, element);
    const observer = new ResizeObserver(() => {
      plot.current?.setSize({ width: element.clientWidth, height: heightPx });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current?.destroy();
    };
  }, [colours, series.length, periodSeconds, thresholdKey, heightPx]);
  // Most draws of the page change nothing of a graph, and drawing a canvas is dear.
  const drawn = JSON.stringify(data);
  useEffect(() => plot.current?.setData(data), [drawn]);

  return <div class="graph" role="img" aria-label={describe(label, series, thresholds)} ref={place} />;
}

function describe(label: string, series: readonly Series[], thresholds: readonly number[]): string {
  const newest = series.map((one) => {
    const [startMs, value] = one.last() ?? [];
    return startMs === undefined || value === undefined
      ? `${one.view.metricName} without data`
      : `${one.view.metricName} ${formatNumber(value)} in the period from ${formatTime(startMs)} UTC`;
  });
  const limits = thresholds.length === 0 ? '' : ` Threshold ${thresholds.map(formatNumber).join(', ')}.`;
  return `${label}: ${newest.join('; ')}.${limits}`;
}

function buildOptions(
  colours: Colours,
  lines: number,
  periodSeconds: number,
  thresholds: readonly number[],
  width: number,
  height: number,
): uPlot.Options {
  const axis = { stroke: colours.text, font: '11px system-ui, sans-serif', ticks: { show: false } };
  const grid: uPlot.Axis.Grid = { stroke: colours.grid, width: 1 };
  return {
    width,
    height,
    padding: [10, graphInset.rightPx, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { range: (_plot, from, to) => [from, to + periodSeconds] },
      y: { range: (_plot, _min, max) => [0, topOf(max, thresholds)] },
    },
    axes: [
      { ...axis, size: 24, grid: { show: false }, values: (_plot, times) => times.map(formatTick) },
      { ...axis, size: graphInset.leftPx, space: 24, grid, incrs: tickSteps },
    ],
    series: [{}, ...Array.from({ length: lines }, (_, index) => buildLine(colours, index, lines))],
    hooks: { draw: [(plot) => thresholds.forEach((threshold) => drawThreshold(plot, threshold, colours))] },
  };
}

const tickSteps = [1, 10, 100, 1_000, 10_000].flatMap((scale) => [scale, 2 * scale, 5 * scale]);

function formatTick(seconds: number): string {
  return formatTime(seconds * 1_000).slice(0, 5);
}

/** A single series is drawn as bars, each as wide as its period; several as steps that can be told apart. */
function buildLine({ lines, fill }: Colours, index: number, count: number): uPlot.Series {
  const stroke = lines[index % lines.length] ?? '';
  const paths =
    count === 1 ? uPlot.paths.bars?.({ size: [0.86, 28], align: 1 }) : uPlot.paths.stepped?.({ align: 1 });
  return {
    stroke,
    width: count === 1 ? 1 : 1.5,
    points: { show: false },
    ...(count === 1 ? { fill } : {}),
    ...(paths === undefined ? {} : { paths }),
  };
}

/** The threshold is always in sight, with air above it. */
function topOf(max: number | null, thresholds: readonly number[]): number {
  return Math.max(max ?? 0, ...thresholds, 1) * 1.2;
}

function drawThreshold(plot: uPlot, threshold: number, { threshold: colour }: Colours): void {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(threshold, 'y', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
