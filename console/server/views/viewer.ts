import { faultOf } from '../fault-of.ts';
import type { DatapointView, ScenarioView, Snapshot } from '../../protocol.ts';
import type { ConsoleRun } from '../console-run.ts';
import type { History } from '../history/history.ts';
import { detectionView, metricOf } from './detection-view.ts';
import { createSeriesBoard } from './series-board.ts';
import { widgetView } from './widget-view.ts';

export interface ViewerOptions {
  readonly run: ConsoleRun;
  readonly history: History;
  /** The run's clock. */
  readonly nowMs: () => number;
  readonly deliveryDelayMs: number;
  readonly scenarios: () => readonly ScenarioView[];
}

/** What the page sees of a run. */
export interface Viewer {
  /** @param cursor where the stream goes on. */
  snapshot(cursor: string): Snapshot;
  /** Values of graphs that changed since the last call. */
  datapoints(): DatapointView[];
  /** Every value that graphs show, for a page that may have missed some. */
  allDatapoints(): DatapointView[];
}

export function createViewer(options: ViewerOptions): Viewer {
  const { run, history, nowMs } = options;
  const { plan, monitoring } = run;
  const board = createSeriesBoard(monitoring.metrics);
  const alarmNames = new Map(plan.alarms.map(({ alarmArn, alarmName }) => [alarmArn, alarmName]));
  const widgets = plan.widgets.map((widget) => widgetView(widget, { board, alarmNames }));
  const seriesIds = new Map(plan.alarms.map((alarm) => [alarm.alarmName, board.idOf(metricOf(alarm))]));
  return {
    datapoints: () => board.readChanges(nowMs()),
    allDatapoints: () =>
      board
        .read(nowMs())
        .flatMap(({ id, points }) => points.map(([startMs, value]) => ({ seriesId: id, startMs, value }))),
    snapshot(cursor) {
      const now = nowMs();
      const events = history.all();
      const transitions = events.filter((event) => event.kind === 'transition');
      return {
        project: plan.project,
        stack: plan.stack,
        region: plan.region,
        accountId: plan.accountId,
        endpoint: run.endpoint,
        nowMs: now,
        cursor,
        deliveryDelayMs: options.deliveryDelayMs,
        detections: monitoring.alarms().map((monitored) =>
          detectionView({
            monitored,
            metricFilters: plan.metricFilters,
            nowMs: now,
            seriesId: seriesIds.get(monitored.alarm.declaration.alarmName) ?? '',
            transitions,
          }),
        ),
        widgets,
        series: board.read(now),
        events,
        mails: events.flatMap((event) => (event.kind === 'mail' ? [event.mail] : [])),
        scenarios: options.scenarios(),
        fault: faultOf(run.kmsFaults),
      };
    },
  };
}
