import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

/**
 * The one log group, shared by all databases of an account and region, that RDS writes enhanced monitoring to.
 * It can't be declared here: two stacks would both own it.
 */
const sharedLogGroup = 'RDSOSMetrics';

/**
 * Lets RDS write the database's operating system metrics: what AWS's managed policy allows, narrowed from every
 * log group whose name begins with RDS in every region to the one in use.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html
 */
export function databaseMonitoringPolicy({ partition, accountId, region }: Account): PolicyDocument {
  const logGroupArn = `arn:${partition}:logs:${region}:${accountId}:log-group:${sharedLogGroup}`;
  return policyDocument(
    {
      Sid: 'CreateSharedLogGroup',
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    {
      Sid: 'WriteMetrics',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
      Resource: `${logGroupArn}:log-stream:*`,
    },
  );
}

/** Lets RDS take the role for this database. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
export function databaseMonitoringTrustPolicy(accountId: string, databaseArn: string): PolicyDocument {
  return policyDocument({
    Sid: 'AssumedByDatabase',
    Effect: 'Allow',
    Principal: { Service: 'monitoring.rds.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId, 'aws:SourceArn': databaseArn } },
  });
}
