import type { DetectionView } from '../../protocol.ts';
import { stateText } from '../model/state-text.ts';
import { urgencyOf } from '../model/urgency.ts';

/** An alarm's state: its colour is the severity's while it is in ALARM, and its text says it without colour. */
export function StateChip({ detection }: { readonly detection: DetectionView }) {
  const { evaluation, state } = detection;
  const look = evaluation === null ? 'none' : state.value.toLowerCase();
  return <span class={`chip chip-${look} tone-${urgencyOf(detection)}`}>{stateText(detection)}</span>;
}
