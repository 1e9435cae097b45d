import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

/** Lets VPC flow logs write to the streams of their log group. @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
export function flowLogPolicy(logGroupArn: string): PolicyDocument {
  return policyDocument({
    Sid: 'WriteFlowLog',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    Resource: [logGroupArn, `${logGroupArn}:log-stream:*`],
  });
}

/** Lets the flow logs of this account and region take the role. */
export function flowLogTrustPolicy({ partition, accountId, region }: Account): PolicyDocument {
  return policyDocument({
    Sid: 'AssumedByFlowLogs',
    Effect: 'Allow',
    Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*` },
    },
  });
}
