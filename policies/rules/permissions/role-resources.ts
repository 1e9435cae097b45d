import { statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

/** Actions for which IAM knows no resource. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
const withoutResource = ['ecr:GetAuthorizationToken', 'cloudwatch:PutMetricData', 'sts:GetCallerIdentity'];

export const roleResources: Rule = {
  id: 'role-resources',
  sentence: 'A role names the resources that each action is for.',
  controls: ['NAG IAM5', 'CKV_AWS_62', 'AWS-0057'],
  essential: 'least-privilege roles',
  on: ['aws:iam/rolePolicy:RolePolicy', 'aws:iam/policy:Policy'],
  check: (policy) =>
    statementsOf(policy)
      .filter(({ allows, actions }) => allows && !actions.every((action) => withoutResource.includes(action)))
      .filter(
        ({ resources }) =>
          resources.length === 0 ||
          resources.some(
            (resource) =>
              /^\*$|^arn:[^:]*:[^:]*:\*|:\*$/.test(resource) && !/log-(?:group|stream)/.test(resource),
          ),
      )
      .map(
        ({ sid, resources }) =>
          `Statement ${sid} is for ${resources.join(', ') || 'no resource it names'}; name the ARN of what is meant.`,
      ),
};
