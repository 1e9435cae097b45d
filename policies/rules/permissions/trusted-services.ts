import { isConditionedOn, isForEverybody, statementsOf, type Statement } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

/** Takes roles of its own account alone, and knows no condition that says so. */
const cloudTrail = 'cloudtrail.amazonaws.com';

/**
 * Roles for CloudTrail are left to `trail-delivery-source` and `trail-delivery-trust`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const trustedServices: Rule = {
  id: 'trusted-services',
  sentence: 'An AWS service that takes a role, or is let in by a resource, works for this account.',
  controls: ['FSBP IAM.1', 'NAG S1', 'AWS-0057', 'field'],
  essential: 'least-privilege roles',
  on: [
    'aws:iam/role:Role',
    'aws:sns/topicPolicy:TopicPolicy',
    'aws:sqs/queuePolicy:QueuePolicy',
    'aws:sns/topic:Topic',
    'aws:cloudwatch/logResourcePolicy:LogResourcePolicy',
  ],
  check: (holder) =>
    statementsOf(holder)
      .filter(({ allows }) => allows)
      .flatMap((statement) => [
        ...(isForEverybody(statement) || statement.negated
          ? [`Statement ${statement.sid} is for everybody; name a service or a role.`]
          : []),
        ...(isUnconditioned(statement)
          ? [
              `Statement ${statement.sid} trusts a service for any account's sake; add the condition aws:SourceArn or aws:SourceAccount.`,
            ]
          : []),
      ]),
};

function isUnconditioned(statement: Statement): boolean {
  const services = (statement.principals['Service'] ?? []).filter((service) => service !== cloudTrail);
  return services.length > 0 && !isConditionedOn(statement, 'aws:SourceArn', 'aws:SourceAccount');
}
