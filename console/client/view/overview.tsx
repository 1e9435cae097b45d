import type { MetricWidgetView, QueryWidgetView, WidgetView } from '../../protocol.ts';
import { fragmentOf } from '../model/location.ts';
import type { Series } from '../model/series.ts';
import { useRun } from '../page.ts';
import { CopyButton } from './copy-button.tsx';
import { lineColours } from './use-colours.ts';
import { MetricGraph } from './metric-graph.tsx';

/** How many periods each graph shows. */
const periods = 30;

/** The declared dashboard, as far as its metrics are simulated here; what is not is named. */
export function Overview() {
  const { widgets } = useRun().model.snapshot;
  return (
    <>
      <h2>The dashboard that the stack declares</h2>
      <p class="muted">Choose a request, a detection or a mail to look into it.</p>
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
    case 'query':
      return <QueryWidget widget={widget} />;
    // The list of detections beside it is that widget; texts tell how to read AWS's console.
    case 'alarm':
    case 'text':
      return null;
  }
}

function MetricWidget({ widget }: { readonly widget: MetricWidgetView }) {
  const { model, nowMs } = useRun();
  const lines = widget.lines.flatMap(({ label, seriesId }) => {
    const series = model.series(seriesId);
    return series === undefined || series.view.notSimulated !== null ? [] : [{ label, series }];
  });
  const [first] = lines;
  if (first === undefined) return null;
  const detection = model.detections().find(({ seriesId }) => seriesId === first.series.view.id);
  return (
    <figure class="metric">
      <figcaption>
        {detection === undefined || lines.length > 1 ? (
          <h3>{widget.title}</h3>
        ) : (
          <h3>
            <a href={fragmentOf({ kind: 'detection', id: detection.id })}>{detection.title}</a>
          </h3>
        )}
      </figcaption>
      <MetricGraph
        label={widget.title}
        series={lines.map(({ series }) => series)}
        thresholds={widget.thresholds.map(({ value }) => value)}
        nowMs={nowMs}
        periods={periods}
        heightPx={120}
      />
      {lines.length > 1 && <Key lines={lines} />}
    </figure>
  );
}

/** Which line is which, of those that have something to show; a graph with one line says it in its title. */
function Key({ lines }: { readonly lines: readonly { readonly label: string; readonly series: Series }[] }) {
  return (
    <ul class="graph-key">
      {lines.map(({ label, series }, index) =>
        series.last() === undefined ? null : (
          <li key={label} class={`line-${index % lineColours}`}>
            {label}
          </li>
        ),
      )}
    </ul>
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
