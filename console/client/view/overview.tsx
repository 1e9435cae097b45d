import type { MetricWidgetView, QueryWidgetView, WidgetView } from '../../protocol.ts';
import { fragmentOf } from '../model/location.ts';
import { useRun } from '../page.ts';
import { CopyButton } from './copy-button.tsx';
import { MetricGraph } from './metric-graph.tsx';
import { StateChip } from './state-chip.tsx';

/** How many periods each graph shows. */
const periods = 30;

/** The declared dashboard, as far as its metrics are simulated here; what is not is named. */
export function Overview() {
  const { widgets } = useRun().model.snapshot;
  return (
    <>
      <h2>Graphs</h2>
      <p class="muted">
        The dashboard that the stack declares. Choose a request, a detection or a mail to look into it.
      </p>
      <div class="widgets">
        {widgets.map((widget, index) => (
          <Widget key={index} widget={widget} />
        ))}
      </div>
    </>
  );
}

function Widget({ widget }: { readonly widget: WidgetView }) {
  switch (widget.kind) {
    case 'metric':
      return <MetricWidget widget={widget} />;
    case 'alarm':
      return <AlarmWidget title={widget.title} detectionIds={widget.detectionIds} />;
    case 'query':
      return <QueryWidget widget={widget} />;
    case 'text':
      return null;
  }
}

function MetricWidget({ widget }: { readonly widget: MetricWidgetView }) {
  const { model, nowMs } = useRun();
  const lines = widget.lines.flatMap(({ seriesId }) => model.series(seriesId) ?? []);
  const simulated = lines.filter(({ view }) => view.notSimulated === null);
  if (simulated.length === 0) return null;
  return (
    <figure class="metric">
      <figcaption>
        <h3>{widget.title}</h3>
        <span class="muted">{widget.lines.map(({ label }) => label).join(', ')}</span>
      </figcaption>
      <MetricGraph
        label={widget.title}
        series={simulated}
        thresholds={widget.thresholds.map(({ value }) => value)}
        nowMs={nowMs}
        periods={periods}
        heightPx={120}
      />
    </figure>
  );
}

function AlarmWidget({
  title,
  detectionIds,
}: {
  readonly title: string;
  readonly detectionIds: readonly string[];
}) {
  const { model } = useRun();
  const detections = detectionIds.flatMap((id) => model.detection(id) ?? []);
  return (
    <section class="widget-wide">
      <h3>{title}</h3>
      <ul class="alarm-grid">
        {detections.map((detection) => (
          <li key={detection.id}>
            <a href={fragmentOf({ kind: 'detection', id: detection.id })}>{detection.title}</a>
            <StateChip detection={detection} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function QueryWidget({ widget: { title, query } }: { readonly widget: QueryWidgetView }) {
  return (
    <section class="widget-wide">
      <h3>{title}</h3>
      <p class="muted">On AWS this is a table of CloudWatch Logs Insights. Its query:</p>
      <div class="code-block">
        <pre tabIndex={0} role="region" aria-label={`Query of ${title}`}>
          <code>{query}</code>
        </pre>
        <CopyButton text={query} what={`the query of ${title}`} />
      </div>
    </section>
  );
}
