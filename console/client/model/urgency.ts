import type { DetectionView } from '../../protocol.ts';

export type Urgency = 'page' | 'notify' | 'operational';

/** The most urgent first. */
export const urgencies: readonly Urgency[] = ['page', 'notify', 'operational'];

/** A detection's severity; that of an alarm outside the catalogue is nobody's emergency. */
export function urgencyOf({ severity }: Pick<DetectionView, 'severity'>): Urgency {
  return urgencies.find((urgency) => urgency === severity) ?? 'operational';
}
