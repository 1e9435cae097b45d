import { keyAdministration, type KeyAdministration } from './key-administration.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface TopicKeyPolicyArgs extends KeyAdministration {
  readonly region: string;
  /** Whether RDS tells of its events through the topic. */
  readonly databaseEvents: boolean;
  /** Roles of the stack that publish as well, as far as their own policies let them. */
  readonly publisherRoleArns: readonly string[];
}

/**
 * The key of the alarm topic. CloudWatch must be named: it can't use SNS's AWS-managed key, and without this
 * statement every alarm would fire into nothing. The same holds for RDS. A role is named in a condition: KMS refuses a
 * policy whose principal does not exist yet.
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export function topicKeyPolicy(args: TopicKeyPolicyArgs): PolicyDocument {
  const use = { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' } as const;
  return policyDocument(
    ...keyAdministration(args),
    {
      Sid: 'PublishToTopic',
      Principal: {
        Service: args.databaseEvents
          ? ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com']
          : 'cloudwatch.amazonaws.com',
      },
      ...use,
      Condition: { StringEquals: { 'aws:SourceAccount': args.accountId } },
    },
    ...(args.publisherRoleArns.length === 0
      ? []
      : [
          {
            Sid: 'PublishByRoles',
            Principal: { AWS: `arn:${args.partition}:iam::${args.accountId}:root` },
            ...use,
            Condition: {
              StringEquals: { 'kms:ViaService': `sns.${args.region}.amazonaws.com` },
              ArnEquals: { 'aws:PrincipalArn': args.publisherRoleArns },
            },
          },
        ]),
  );
}
