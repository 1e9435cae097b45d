import { useState } from 'preact/hooks';
import { type PathStep, stageTitles } from '../model/path-step.ts';
import { buildPath } from '../model/request-path.ts';
import { formatDuration } from '../model/format-time.ts';
import { fragmentOf } from '../model/location.ts';
import { shortName } from '../model/short-name.ts';
import type { Trace } from '../model/trace.ts';
import { summarise } from '../model/trace-summary.ts';
import { urgencyOf } from '../model/urgency.ts';
import { useRun } from '../page.ts';
import { ClockTime } from './clock-time.tsx';
import { Explanation } from './explanation.tsx';
import { JsonButton } from './json-button.tsx';

/** The path of one request, as far as it has come, and why each detection matched it or did not. */
export function RequestDetail({ traceKey }: { readonly traceKey: string }) {
  const { model, nowMs } = useRun();
  const trace = model.traces.get(traceKey);
  if (trace === undefined) return <p class="empty">This request is not remembered any more.</p>;
  const { what, outcome, tone } = summarise(trace);
  const path = buildPath(trace, model, nowMs);
  return (
    <>
      <h2>
        {what} <span class={`request-outcome outcome-${tone}`}>{outcome}</span>
      </h2>
      <ol class="path" aria-label="Path of the request">
        {path.map((step, index) => (
          <Step
            key={index}
            step={step}
            repeats={path[index - 1]?.stage === step.stage}
            startedMs={trace.atMs}
          />
        ))}
      </ol>
      <Matching trace={trace} />
    </>
  );
}

interface StepProps {
  readonly step: PathStep;
  /** The step before it was at the same stage. */
  readonly repeats: boolean;
  readonly startedMs: number;
}

function Step({ step, repeats, startedMs }: StepProps) {
  const { stage, progress, atMs, title, detail, detailPath, detectionId, mailId } = step;
  const detection = useRun().model.detection(detectionId ?? '');
  return (
    <li
      class={`step step-${progress} step-${stage} ${detection === undefined ? '' : `tone-${urgencyOf(detection)}`}`}
    >
      <span class={`step-stage ${repeats ? 'visually-hidden' : ''}`}>{stageTitles[stage]}</span>
      <div class="step-what">
        <p class="step-title">{title}</p>
        {detail !== undefined && <p class="muted">{detail}</p>}
      </div>
      {atMs !== undefined && (
        <p class="step-time">
          <ClockTime atMs={atMs} precise />
          {atMs > startedMs && <span class="muted offset">+{formatDuration(atMs - startedMs)}</span>}
        </p>
      )}
      <p class="step-links">
        {detectionId !== undefined && stage === 'alarm' && (
          <a class="button button-small" href={fragmentOf({ kind: 'detection', id: detectionId })}>
            Graph<span class="visually-hidden"> of {detectionId}</span>
          </a>
        )}
        {mailId !== undefined && (
          <a class="button button-small" href={fragmentOf({ kind: 'mail', id: mailId })}>
            Mail
          </a>
        )}
        {detailPath !== undefined && <JsonButton path={detailPath} what={stageTitles[stage]} />}
      </p>
    </li>
  );
}

/** Every detection's answer to the trace's record: opened, clause by clause. */
function Matching({ trace }: { readonly trace: Trace }) {
  const { model } = useRun();
  const [openId, setOpenId] = useState<string>();
  const [record] = trace.calls;
  if (record === undefined) return null;
  const matched = new Set(trace.matches.flatMap(({ detectionIds }) => detectionIds));
  const detections = model
    .detections()
    .filter(({ filters }) => filters.length > 0)
    .sort((a, b) => Number(matched.has(b.id)) - Number(matched.has(a.id)));
  return (
    <section class="matching" aria-labelledby="matching-title">
      <h3 id="matching-title">Why it matched, or did not</h3>
      <ul>
        {detections.map(({ id, title }) => (
          <li key={id} class={matched.has(id) ? 'matched' : 'unmatched'}>
            <button
              type="button"
              class="disclosure"
              aria-expanded={id === openId}
              onClick={() => setOpenId(id === openId ? undefined : id)}
            >
              <span class="matching-answer">{matched.has(id) ? 'Match' : 'No match'}</span>
              <span class="matching-title">{title}</span>
              <span class="detection-id">{shortName(id, model.snapshot)}</span>
            </button>
            {id === openId && <Explanation eventId={record.id} detectionId={id} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
