import type { DetectionView, StateView } from '../../protocol.ts';

/** A time that an alarm spent in one state. */
export interface StateSpan {
  readonly state: StateView['value'];
  readonly fromMs: number;
  readonly toMs: number;
}

/** An alarm's states within a window, oldest first and without gaps; nothing before the first that is known. */
export function stateSpans(detection: DetectionView, fromMs: number, toMs: number): readonly StateSpan[] {
  const { transitions, state } = detection;
  const [first] = transitions;
  const changes =
    first === undefined
      ? [{ atMs: state.sinceMs, to: state.value }]
      : [{ atMs: -Infinity, to: first.from }, ...transitions];
  return changes
    .map(({ atMs, to }, index) => ({
      state: to,
      fromMs: Math.max(atMs, fromMs),
      toMs: Math.min(changes[index + 1]?.atMs ?? toMs, toMs),
    }))
    .filter((span) => span.toMs > span.fromMs);
}
