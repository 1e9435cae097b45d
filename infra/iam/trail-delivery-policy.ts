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

/** Lets CloudTrail take the delivery role for this one trail. */
export function trailDeliveryTrustPolicy(accountId: string, trailArn: string): PolicyDocument {
  return policyDocument({
    Sid: 'AssumedByTrail',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId, 'aws:SourceArn': trailArn } },
  });
}
