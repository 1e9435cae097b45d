import { refersTo } from '../../refers-to.ts';
import type { Rule } from '../../rule.ts';
import { statementsOf } from '../../policy-documents.ts';

export const trailDeliveryTrust: Rule = {
  id: 'trail-delivery-trust',
  sentence: 'The role that writes a trail to its log group is taken by CloudTrail alone.',
  controls: ['field'],
  essential: 'least-privilege roles',
  on: ['aws:iam/role:Role'],
  check: (role, stack) => {
    const trails = stack.find('aws:cloudtrail/trail:Trail', ({ properties }) =>
      refersTo(properties['cloudWatchLogsRoleArn'], role),
    );
    if (trails.length === 0) return;
    const principals = statementsOf(role).flatMap((statement) => Object.values(statement.principals).flat());
    return principals.length > 0 && principals.every((principal) => principal === 'cloudtrail.amazonaws.com')
      ? undefined
      : `${principals.join(', ') || 'Nobody'} may take the role; it takes cloudtrail.amazonaws.com alone.`;
  },
};
