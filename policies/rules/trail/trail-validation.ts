import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const trailValidation: Rule = {
  id: 'trail-validation',
  sentence: "A trail's files prove that nobody changed them.",
  controls: ['FSBP CloudTrail.4', 'CIS 4.2', 'CKV_AWS_36', 'AWS-0016'],
  essential: 'trail validation',
  on: ['aws:cloudtrail/trail:Trail'],
  check: requires('enableLogFileValidation', isTrue, 'true', 'Digests are what an investigation relies on.'),
};
