import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface TrailDeliveryPolicyArgs extends Account {
  readonly logGroupArn: string;
}

/**
 * Lets CloudTrail write to its own streams of the trail's log group.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function trailDeliveryPolicy({
  accountId,
  region,
  logGroupArn,
}: TrailDeliveryPolicyArgs): PolicyDocument {
  return policyDocument({
    Sid: 'WriteTrailEvents',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: `${logGroupArn}:log-stream:${accountId}_CloudTrail_${region}*`,
  });
}

/**
 * Lets CloudTrail take the delivery role. Without `aws:SourceArn` and `aws:SourceAccount`, which CloudTrail does
 * not support here: it takes a role of the trail's own account alone, so nobody else's trail can use it.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function trailDeliveryTrustPolicy(): PolicyDocument {
  return policyDocument({
    Sid: 'AssumedByTrail',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
}
