import { isConditionedOn, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';

export const trailDeliverySource: Rule = {
  id: 'trail-delivery-source',
  sentence: 'CloudTrail takes a role for one trail.',
  controls: ['FSBP IAM.1', 'field'],
  on: ['aws:iam/role:Role'],
  check: (role) =>
    statementsOf(role)
      .filter(({ principals }) => (principals['Service'] ?? []).includes('cloudtrail.amazonaws.com'))
      .filter((statement) => !isConditionedOn(statement, 'aws:SourceArn', 'aws:SourceAccount'))
      .map(({ sid }) => `Statement ${sid} names no trail; add the condition aws:SourceArn.`),
};
