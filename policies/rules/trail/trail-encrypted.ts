import type { Rule } from '../../rule.ts';
import { isStated, requires } from '../../values.ts';

export const trailEncrypted: Rule = {
  id: 'trail-encrypted',
  sentence: 'A trail is encrypted with a key of the account.',
  controls: ['FSBP CloudTrail.2', 'CIS 4.5', 'CKV_AWS_35', 'AWS-0015'],
  essential: 'trail encryption',
  on: ['aws:cloudtrail/trail:Trail'],
  check: requires('kmsKeyId', isStated, 'the ARN of a KMS key', 'Its policy then says who reads the trail.'),
};
