import type { Rule } from '../../rule.ts';
import { isStated, requires } from '../../values.ts';

export const logEncrypted: Rule = {
  id: 'log-encrypted',
  sentence: 'A log group is encrypted with a key of the account.',
  controls: ['CKV_AWS_158', 'AWS-0017'],
  essential: 'encryption at rest',
  on: ['aws:cloudwatch/logGroup:LogGroup'],
  check: requires('kmsKeyId', isStated, 'the ARN of a KMS key', 'Its policy then says who reads the log.'),
};
