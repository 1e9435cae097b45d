import { covers, matchesWildcard, statementsOf } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { isStated, text } from '../../values.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
export const logKeyUsable: Rule = {
  id: 'log-key-usable',
  sentence: "A log group's key lets CloudWatch Logs use it, for that group.",
  controls: ['AWS-0017', 'field'],
  on: ['aws:cloudwatch/logGroup:LogGroup'],
  check: ({ properties: { kmsKeyId, name } }, stack) => {
    if (!isStated(kmsKeyId)) return;
    const keys = stack.find('aws:kms/key:Key', (key) => refersTo(kmsKeyId, key));
    const isUsable = keys
      .flatMap(statementsOf)
      .some(
        (statement) =>
          statement.allows &&
          (statement.principals['Service'] ?? []).some((service) =>
            /^logs\.[a-z0-9-]+\.amazonaws\.com/.test(service),
          ) &&
          [
            'kms:Decrypt',
            'kms:Encrypt',
            'kms:GenerateDataKey',
            'kms:DescribeKey',
            'kms:ReEncryptFrom',
            'kms:ReEncryptTo',
          ].every((action) => covers(statement, action)) &&
          statement.conditions
            .filter(({ key }) => key.toLowerCase() === 'kms:encryptioncontext:aws:logs:arn')
            .some(({ values }) =>
              values.some((arn) => matchesWildcard(arn.replace(/^.*:log-group:/, ''), text(name))),
            ),
      );
    return keys.length === 0 || isUsable
      ? undefined
      : `The key's policy does not let CloudWatch Logs encrypt and decrypt ${text(name)}; allow it, with the condition kms:EncryptionContext:aws:logs:arn.`;
  },
};
