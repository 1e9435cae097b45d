import { isConditionedOn, statementsOf } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';
import { isLoadBalancerDelivery } from './load-balancer-delivery.ts';

export const bucketLoadBalancerSource: Rule = {
  id: 'bucket-load-balancer-source',
  sentence: 'Elastic Load Balancing writes to a bucket for one load balancer.',
  controls: ['field'],
  on: ['aws:s3/bucketPolicy:BucketPolicy'],
  check: (policy) =>
    statementsOf(policy)
      .filter((statement) => statement.allows && isLoadBalancerDelivery(statement))
      .filter((statement) => !isConditionedOn(statement, 'aws:SourceArn', 'aws:SourceAccount'))
      .map(({ sid }) => `Statement ${sid} names no load balancer; add the condition aws:SourceArn.`),
};
