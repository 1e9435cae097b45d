import type { DetectionView } from '../../protocol.ts';
import { describeCondition } from '../model/describe-alarm.ts';
import { nextEvaluationMs } from '../model/evaluation.ts';
import { formatAgo, formatPeriod, formatUntil } from '../model/format-time.ts';
import { severityTexts } from '../model/state-text.ts';
import { urgencyOf } from '../model/urgency.ts';
import { useRun } from '../page.ts';
import { Causes } from './causes.tsx';
import { ClockTime } from './clock-time.tsx';
import { DetectionFacts } from './detection-facts.tsx';
import { MetricGraph } from './metric-graph.tsx';
import { NearMisses } from './near-misses.tsx';
import { StateChip } from './state-chip.tsx';
import { StateTimeline } from './state-timeline.tsx';
import { Transitions } from './transitions.tsx';

/** How many periods the graph shows; more for an alarm that looks further back. */
const minPeriods = 20;

/** A detection: what it means, how its metric stands against its threshold, and why it fired or did not. */
export function DetectionDetail({ id }: { readonly id: string }) {
  const { model, nowMs } = useRun();
  const detection = model.detection(id);
  if (detection === undefined) return <p class="empty">The stack declares no alarm {id}.</p>;
  const { title, meaning, runbook } = detection;
  const tone = urgencyOf(detection);
  return (
    <div class={`tone-${tone}`}>
      <p class="severity">{severityTexts[tone]}</p>
      <h2>{title}</h2>
      <p class="detection-id">{id}</p>
      <StateLine detection={detection} nowMs={nowMs} />
      <p class="meaning">{meaning}</p>
      <Graph detection={detection} />
      <Causes detection={detection} />
      {runbook.length > 0 && (
        <section aria-labelledby="runbook-title">
          <h3 id="runbook-title">What to do</h3>
          <ol class="runbook">
            {runbook.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      <NearMisses detection={detection} />
      <Transitions detection={detection} />
      <DetectionFacts detection={detection} />
    </div>
  );
}

function StateLine({ detection, nowMs }: { readonly detection: DetectionView; readonly nowMs: number }) {
  const { state, evaluation } = detection;
  return (
    <p class="state-line">
      <StateChip detection={detection} />
      {evaluation === null ? (
        <span>AWS makes its metric, which is not simulated here: it is never evaluated.</span>
      ) : (
        <>
          <span>
            since <ClockTime atMs={state.sinceMs} />{' '}
            <span class="muted">({formatAgo(state.sinceMs, nowMs)})</span>
          </span>
          <span>
            next evaluation <b>{formatUntil(nextEvaluationMs(evaluation, nowMs), nowMs)}</b>
          </span>
        </>
      )}
    </p>
  );
}

function Graph({ detection }: { readonly detection: DetectionView }) {
  const { model, nowMs } = useRun();
  const { alarm, seriesId, title } = detection;
  const series = model.series(seriesId);
  if (series === undefined) return null;
  if (series.view.notSimulated !== null) return <p class="empty">{series.view.notSimulated}</p>;
  const { periodSeconds } = series.view;
  const periods = Math.max(minPeriods, alarm.evaluationPeriods * 2);
  const toMs = (Math.floor(nowMs / (periodSeconds * 1_000)) + 1) * periodSeconds * 1_000;
  return (
    <figure class="metric">
      <figcaption>
        <span>
          {alarm.namespace} {alarm.metricName}, {alarm.statistic} per {formatPeriod(periodSeconds)}
        </span>
        <span class="threshold-key">{describeCondition(alarm)}</span>
      </figcaption>
      <MetricGraph
        label={title}
        series={[series]}
        thresholds={[alarm.threshold]}
        nowMs={nowMs}
        periods={periods}
        heightPx={170}
      />
      <StateTimeline detection={detection} fromMs={toMs - periods * periodSeconds * 1_000} toMs={toMs} />
    </figure>
  );
}
