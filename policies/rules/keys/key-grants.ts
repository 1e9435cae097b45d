import { covers, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource */
export const keyGrants: Rule = {
  id: 'key-grants',
  sentence: 'Only an AWS service that works for the account may pass a key on.',
  controls: ['field'],
  essential: 'least-privilege key policies',
  on: ['aws:kms/key:Key', 'aws:kms/keyPolicy:KeyPolicy'],
  check: (key) =>
    statementsOf(key)
      .filter((statement) => statement.allows && covers(statement, 'kms:CreateGrant'))
      .filter(
        ({ conditions }) =>
          !conditions.some(
            ({ operator, key: name, values }) =>
              operator === 'Bool' &&
              name.toLowerCase() === 'kms:grantisforawsresource' &&
              values[0] === 'true',
          ),
      )
      .map(
        ({ sid }) =>
          `Statement ${sid} allows kms:CreateGrant to anyone for anyone; add the condition Bool kms:GrantIsForAWSResource true.`,
      ),
};
