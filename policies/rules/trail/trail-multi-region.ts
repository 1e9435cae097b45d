import type { Rule } from '../../rule.ts';
import { requires } from '../../values.ts';

export const trailMultiRegion: Rule = {
  id: 'trail-multi-region',
  sentence: 'A trail records every region and the global services.',
  controls: ['FSBP CloudTrail.1', 'CIS 4.1', 'CKV_AWS_67', 'AWS-0014'],
  on: ['aws:cloudtrail/trail:Trail'],
  check: (trail) =>
    ['isMultiRegionTrail', 'includeGlobalServiceEvents'].flatMap(
      (setting) =>
        requires(setting, (value) => value === true, 'true', 'What is not recorded is not seen.')(trail) ??
        [],
    ),
};
