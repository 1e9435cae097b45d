import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface TopicPolicyArgs {
  readonly accountId: string;
  readonly topicArn: string;
  /** The alarms that may publish. */
  readonly alarmArns: readonly string[];
}

/**
 * Who may publish to the alarm topic: this stack's alarms, over TLS.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function topicPolicy({ accountId, topicArn, alarmArns }: TopicPolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: 'PublishAlarms',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnEquals: { 'aws:SourceArn': alarmArns },
      },
    },
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );
}
