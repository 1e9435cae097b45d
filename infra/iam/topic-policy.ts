import { onlyOverTls } from './only-over-tls.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface TopicPolicyArgs {
  readonly accountId: string;
  readonly topicArn: string;
  /** The alarms that may publish. */
  readonly alarmArns: readonly string[];
  /** What RDS publishes as; none where it tells of no events. */
  readonly databaseEventSourceArns: readonly string[];
}

/**
 * Who may publish to the alarm topic: this stack's alarms, and RDS for this stack's database; over TLS.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html
 */
export function topicPolicy(args: TopicPolicyArgs): PolicyDocument {
  const { accountId, topicArn, alarmArns, databaseEventSourceArns } = args;
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
    ...(databaseEventSourceArns.length === 0
      ? []
      : [
          {
            Sid: 'PublishDatabaseEvents',
            Effect: 'Allow',
            Principal: { Service: 'events.rds.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: topicArn,
            Condition: {
              StringEquals: { 'aws:SourceAccount': accountId },
              ArnLike: { 'aws:SourceArn': databaseEventSourceArns },
            },
          } as const,
        ]),
    onlyOverTls('sns:Publish', topicArn),
  );
}
