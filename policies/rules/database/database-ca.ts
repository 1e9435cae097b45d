import type { Rule } from '../../rule.ts';
import { requires, text } from '../../values.ts';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
const authorities = ['rds-ca-rsa2048-g1', 'rds-ca-rsa4096-g1', 'rds-ca-ecc384-g1'];

export const databaseCa: Rule = {
  id: 'database-ca',
  sentence: "A database's certificate is of an authority that clients trust and AWS keeps.",
  controls: ['CKV_AWS_211', 'field'],
  essential: 'encryption in transit',
  on: ['aws:rds/instance:Instance'],
  check: requires(
    'caCertIdentifier',
    (value) => authorities.includes(text(value)),
    authorities.join(', '),
    'Unstated, it is what the account defaults to, and clients that verify may refuse it.',
  ),
};
