import { keyAdministration, type KeyAdministration } from './key-administration.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface TopicKeyPolicyArgs extends KeyAdministration {
  /** Whether RDS tells of its events through the topic. */
  readonly databaseEvents: boolean;
}

/**
 * The key of the alarm topic. CloudWatch must be named: it can't use SNS's AWS-managed key, and without this
 * statement every alarm would fire into nothing. The same holds for RDS.
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export function topicKeyPolicy(args: TopicKeyPolicyArgs): PolicyDocument {
  return policyDocument(...keyAdministration(args), {
    Sid: 'PublishToTopic',
    Effect: 'Allow',
    Principal: {
      Service: args.databaseEvents
        ? ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com']
        : 'cloudwatch.amazonaws.com',
    },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': args.accountId } },
  });
}
