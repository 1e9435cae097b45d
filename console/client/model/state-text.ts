import type { DetectionView, StateView } from '../../protocol.ts';

/** CloudWatch's states, as its console shows them. */
export const stateTexts: Readonly<Record<StateView['value'], string>> = {
  OK: 'OK',
  ALARM: 'In alarm',
  INSUFFICIENT_DATA: 'No data yet',
};

/** What follows from a severity. */
export const severityTexts = {
  page: 'Pages somebody now',
  notify: 'Tells somebody today',
  operational: 'For whoever runs the service',
};

/** An alarm's state in a word; one whose metric is not simulated has none. */
export function stateText({ evaluation, state }: DetectionView): string {
  return evaluation === null ? 'Not evaluated' : stateTexts[state.value];
}
