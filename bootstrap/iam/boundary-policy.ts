import { arnIn, logGroupArns, type DeployTarget } from '../deploy-target.ts';
import { policyDocument, type PolicyDocument, type Statement } from './policy-document.ts';

/**
 * The most that any role of a stack may ever do, whatever its own policy says: what the service, its start, its
 * logs, its trail and what explains its alarms need. Nothing of IAM, so that a role made by CI leads to no other.
 */
export function boundaryPolicy(target: DeployTarget): PolicyDocument {
  const sharedDatabaseLog = arnIn(target, 'logs', 'log-group:RDSOSMetrics');
  return policyDocument(
    {
      Sid: 'EncryptAndDecryptSecrets',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: arnIn(target, 'kms', 'key/*'),
      Condition: {
        'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['keywatch'] },
        Null: { 'kms:EncryptionContextKeys': 'false' },
      },
    },
    {
      Sid: 'ReadDatabaseCredentials',
      Effect: 'Allow',
      Action: 'secretsmanager:GetSecretValue',
      Resource: arnIn(target, 'secretsmanager', 'secret:rds!db-*'),
    },
    { Sid: 'SignInToRegistry', Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Sid: 'PullImages',
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: arnIn(target, 'ecr', 'repository/*'),
    },
    {
      Sid: 'WriteLogs',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: [...logGroupArns(target), `${sharedDatabaseLog}:*`],
    },
    {
      Sid: 'ReportDatabaseSystem',
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:GetLogEvents', 'logs:PutRetentionPolicy'],
      Resource: [sharedDatabaseLog, `${sharedDatabaseLog}:*`],
    },
    ...explainAlarms(target),
  );
}

/** What the function that explains alarms needs. The secrets of its channels begin with the stack's names. */
function explainAlarms(target: DeployTarget): Statement[] {
  const { prefix, region } = target;
  return [
    {
      Sid: 'SearchLogs',
      Effect: 'Allow',
      Action: 'logs:FilterLogEvents',
      Resource: logGroupArns(target).flatMap((arn) => (arn.endsWith('*') ? [arn] : [arn, `${arn}:*`])),
    },
    {
      Sid: 'RememberAndTell',
      Effect: 'Allow',
      Action: [
        'dynamodb:UpdateItem',
        'secretsmanager:GetSecretValue',
        'sns:Publish',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        'sqs:SendMessage',
      ],
      Resource: [
        arnIn(target, 'dynamodb', `table/${prefix}-*`),
        arnIn(target, 'secretsmanager', `secret:${prefix}-*`),
        ...[`${prefix}-*`, ...target.topicNames].map((name) => arnIn(target, 'sns', name)),
        arnIn(target, 'sqs', `${prefix}-*`),
      ],
    },
    {
      Sid: 'EncryptForTopic',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: arnIn(target, 'kms', 'key/*'),
      Condition: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } },
    },
  ];
}
