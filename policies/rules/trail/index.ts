import type { Rule } from '../../rule.ts';
import { trailEncrypted } from './trail-encrypted.ts';
import { trailEvents } from './trail-events.ts';
import { trailLogGroup } from './trail-log-group.ts';
import { trailMultiRegion } from './trail-multi-region.ts';
import { trailOn } from './trail-on.ts';
import { trailValidation } from './trail-validation.ts';

export const trailRules: readonly Rule[] = [
  trailEncrypted,
  trailEvents,
  trailLogGroup,
  trailMultiRegion,
  trailOn,
  trailValidation,
];
