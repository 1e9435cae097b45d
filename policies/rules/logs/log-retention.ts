import type { Rule } from '../../rule.ts';
import { number, requires } from '../../values.ts';

const fewestDays = 365;

export const logRetention: Rule = {
  id: 'log-retention',
  sentence: 'A log group keeps a year, and not for ever.',
  controls: ['CKV_AWS_66', 'CKV_AWS_338', 'FSBP CloudWatch.16'],
  essential: 'log retention',
  on: ['aws:cloudwatch/logGroup:LogGroup'],
  check: requires(
    'retentionInDays',
    (value) => number(value) >= fewestDays,
    `${fewestDays} or more`,
    'An intrusion is found months later; not set, a log is kept and paid for ever.',
  ),
};
