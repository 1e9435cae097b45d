import { statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

export const allowedActions: Rule = {
  id: 'allowed-actions',
  sentence: 'A policy names each action that it allows.',
  controls: ['FSBP IAM.1', 'FSBP IAM.21', 'CKV_AWS_62', 'CKV_AWS_63', 'CKV2_AWS_40', 'AWS-0057', 'NAG IAM5'],
  essential: 'least-privilege roles',
  on: [
    'aws:iam/rolePolicy:RolePolicy',
    'aws:iam/policy:Policy',
    'aws:iam/role:Role',
    'aws:ec2/vpcEndpoint:VpcEndpoint',
    'aws:sns/topicPolicy:TopicPolicy',
    'aws:sqs/queuePolicy:QueuePolicy',
    'aws:cloudwatch/logResourcePolicy:LogResourcePolicy',
  ],
  check: (policy) =>
    statementsOf(policy)
      .filter(
        ({ allows, negated, actions }) =>
          allows && (negated || actions.some((action) => action.includes('*'))),
      )
      .map(
        ({ sid, actions }) =>
          `Statement ${sid} allows ${actions.join(', ') || 'all but some actions'}; name each action, without wildcards.`,
      ),
};
