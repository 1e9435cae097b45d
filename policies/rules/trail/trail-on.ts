import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

export const trailOn: Rule = {
  id: 'trail-on',
  sentence: 'A trail records.',
  controls: ['FSBP CloudTrail.3', 'CKV_AWS_251'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: requires(
    'enableLogging',
    (value) => value !== false,
    'true',
    'A trail that is off looks like one that is on.',
  ),
};
