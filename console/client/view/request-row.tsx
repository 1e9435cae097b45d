import { stageTitles, stages } from '../model/path-step.ts';
import { buildPath, pathUrgency, stageProgress } from '../model/request-path.ts';
import type { Trace } from '../model/trace.ts';
import { summarise } from '../model/trace-summary.ts';
import { useRun } from '../page.ts';
import { ClockTime } from './clock-time.tsx';

/** One request: when, what, what came of it, and how far along its path it is. */
export function RequestRow({ trace }: { readonly trace: Trace }) {
  const { model, nowMs } = useRun();
  const { what, outcome, tone } = summarise(trace);
  const path = buildPath(trace, model, nowMs);
  const progress = stageProgress(path);
  const urgency = pathUrgency(path, model);
  const reached = stages[progress.findLastIndex((one) => one === 'done' || one === 'failed')];
  return (
    <>
      <ClockTime atMs={trace.atMs} />
      <span class="request-what">{what}</span>
      <span class={`request-outcome outcome-${tone}`}>{outcome}</span>
      <span class={`pips ${urgency === undefined ? '' : `tone-${urgency}`}`} aria-hidden="true">
        {progress.map((one, index) => (
          <span key={index} class={`pip pip-${one} pip-${stages[index] ?? ''}`} />
        ))}
      </span>
      {reached !== undefined && <span class="visually-hidden">, reached: {stageTitles[reached]}</span>}
    </>
  );
}
