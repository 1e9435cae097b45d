import type { DetectionView } from '../../protocol.ts';
import { formatTime } from '../model/format-time.ts';
import { stateSpans } from '../model/state-spans.ts';
import { stateTexts } from '../model/state-text.ts';

interface StateTimelineProps {
  readonly detection: DetectionView;
  readonly fromMs: number;
  readonly toMs: number;
}

/** An alarm's states along the same time as the graph above it. */
export function StateTimeline({ detection, fromMs, toMs }: StateTimelineProps) {
  const spans = stateSpans(detection, fromMs, toMs);
  const unknownMs = (spans[0]?.fromMs ?? toMs) - fromMs;
  const told = spans.map((span) => `${stateTexts[span.state]} from ${formatTime(span.fromMs)}`).join(', ');
  return (
    <div class="state-timeline" role="img" aria-label={`State: ${told}`}>
      {unknownMs > 0 && <span style={{ flexGrow: unknownMs }} />}
      {spans.map(({ state, fromMs: start, toMs: end }) => (
        <span key={start} class={`span-${state.toLowerCase()}`} style={{ flexGrow: end - start }}>
          {state === 'ALARM' ? 'Alarm' : stateTexts[state]}
        </span>
      ))}
    </div>
  );
}
