import { isConditionedOn, isForEverybody, statementsOf, type Statement } from '../../policy-documents.ts';
import type { Rule } from '../../rule.ts';
import { isLoadBalancerDelivery } from './load-balancer-delivery.ts';

/**
 * What Elastic Load Balancing delivers is left to `bucket-load-balancer-source`.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export const bucketServices: Rule = {
  id: 'bucket-services',
  sentence: 'An AWS service that writes to a bucket writes for this account.',
  controls: ['field', 'AWS-0161', 'CKV_AWS_70', 'CKV_AWS_93'],
  essential: 'least-privilege roles',
  on: ['aws:s3/bucketPolicy:BucketPolicy'],
  check: (policy) =>
    statementsOf(policy)
      .filter(({ allows }) => allows)
      .flatMap(problemsOf),
};

function problemsOf(statement: Statement): readonly string[] {
  const { sid, actions, negated } = statement;
  return [
    ...(isForEverybody(statement) || negated
      ? [`Statement ${sid} is for everybody; name a service or a role.`]
      : []),
    ...(isLoadBalancerDelivery(statement) || isConditionedOn(statement, 'aws:SourceArn', 'aws:SourceAccount')
      ? []
      : [
          `Statement ${sid} lets anybody's service write; add the condition aws:SourceArn or aws:SourceAccount.`,
        ]),
    ...(actions.some((action) => action.includes('*'))
      ? [`Statement ${sid} allows ${actions.join(', ')}; name each action.`]
      : []),
  ];
}
