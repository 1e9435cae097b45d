import { statementsOf, type Statement } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

/** Actions for which IAM knows no resource. @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const withoutResource = ['ecr:GetAuthorizationToken', 'cloudwatch:PutMetricData', 'sts:GetCallerIdentity'];

export const allowedResources: Rule = {
  id: 'allowed-resources',
  sentence: 'A policy names the resources that each action is for.',
  controls: ['NAG IAM5', 'CKV_AWS_62', 'AWS-0057'],
  essential: 'least-privilege roles',
  on: [
    'aws:iam/rolePolicy:RolePolicy',
    'aws:iam/policy:Policy',
    'aws:s3/bucketPolicy:BucketPolicy',
    'aws:sns/topicPolicy:TopicPolicy',
    'aws:sqs/queuePolicy:QueuePolicy',
    'aws:cloudwatch/logResourcePolicy:LogResourcePolicy',
  ],
  check: (policy) =>
    statementsOf(policy)
      .filter(({ allows, actions }) => allows && !actions.every((action) => withoutResource.includes(action)))
      .filter(isUnbounded)
      .map(
        ({ sid, resources }) =>
          `Statement ${sid} is for ${resources.join(', ') || 'no resource it names'}; name the ARN of what is meant.`,
      ),
};

/** `*`, or an ARN that does not come to a resource: `arn:aws:s3:::*`. */
function isUnbounded({ resources }: Statement): boolean {
  return (
    resources.length === 0 ||
    resources.some((resource) => !/^arn:[^:]*:[^:*]+:[^:*]*:[^:*]*:[^:*]/.test(resource))
  );
}
