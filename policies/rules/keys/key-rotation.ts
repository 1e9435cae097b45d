import type { Rule } from '../../rule.ts';
import { isTrue, requires } from '../../values.ts';

export const keyRotation: Rule = {
  id: 'key-rotation',
  sentence: 'A KMS key gets new key material by itself.',
  controls: ['CIS 4.6', 'FSBP KMS.4', 'CKV_AWS_7', 'AWS-0065', 'NAG KMS5', 'AG cmk-backing-key-rotation'],
  essential: 'KMS rotation',
  on: ['aws:kms/key:Key'],
  check: requires('enableKeyRotation', isTrue, 'true', 'What was encrypted before stays readable.'),
};
