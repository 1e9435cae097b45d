import type { EvaluationView } from '../../protocol.ts';

/** When an alarm is evaluated next: the snapshot told one time, the others follow from it. */
export function nextEvaluationMs({ nextMs, everyMs }: EvaluationView, nowMs: number): number {
  if (nowMs < nextMs) return nextMs;
  return nextMs + (Math.floor((nowMs - nextMs) / everyMs) + 1) * everyMs;
}
