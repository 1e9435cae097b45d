import type { DashboardWidget } from '../../../stack/declared/read-dashboard.ts';
import type { WidgetView } from '../../protocol.ts';
import type { SeriesBoard } from './series-board.ts';

export interface WidgetViewArgs {
  readonly board: Pick<SeriesBoard, 'idOf'>;
  /** Names of alarms by their ARNs. */
  readonly alarmNames: ReadonlyMap<string, string>;
}

/** A widget of the declared dashboard. */
export function widgetView(widget: DashboardWidget, { board, alarmNames }: WidgetViewArgs): WidgetView {
  const { x, y, width, height } = widget;
  const place = { x, y, width, height };
  switch (widget.kind) {
    case 'metric':
      return {
        kind: 'metric',
        ...place,
        title: widget.title,
        lines: widget.metrics.map((metric) => ({
          label: metric.label ?? metric.name,
          seriesId: board.idOf(metric),
        })),
        thresholds: widget.thresholds,
      };
    case 'alarm':
      return {
        kind: 'alarm',
        ...place,
        title: widget.title ?? '',
        detectionIds: widget.alarmArns.flatMap((arn) => alarmNames.get(arn) ?? []),
      };
    case 'log':
      return {
        kind: 'query',
        ...place,
        title: widget.title,
        logGroupNames: widget.logGroupNames,
        query: widget.query,
      };
    case 'text':
      return { kind: 'text', ...place, title: '', markdown: widget.markdown };
  }
}
