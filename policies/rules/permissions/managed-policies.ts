import type { Rule } from '../../rule.ts';
import { list, text } from '../../values.ts';

export const managedPolicies: Rule = {
  id: 'managed-policies',
  sentence: "No role takes its permissions from AWS's ready-made policies.",
  controls: ['NAG IAM4'],
  essential: 'least-privilege roles',
  on: ['aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'aws:iam/role:Role'],
  check: ({ properties }) =>
    [...list(properties['policyArn']), ...list(properties['managedPolicyArns'])]
      .map(text)
      .filter((arn) => /^arn:aws[\w-]*:iam::aws:policy\//.test(arn))
      .map(
        (arn) =>
          `${arn} is written for everybody and grows; write the actions and resources this role needs.`,
      ),
};
