import type { Recording } from '../detection.ts';
import { sightRecordings } from './tampering-sight.ts';
import { tellingRecordings } from './tampering-telling.ts';

/** One recording for each form that the pattern takes: of what sees, then of what tells. */
export const tamperingRecordings: readonly [Recording<'monitoring'>, ...Recording<'monitoring'>[]] = [
  ...sightRecordings,
  ...tellingRecordings,
];
