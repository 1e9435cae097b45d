import type { Account } from '../account.ts';
import { policyDocument, type PolicyDocument, type Statement } from './policy-document.ts';

export interface EvidencePolicyArgs {
  readonly region: string;
  /** The log groups it searches: the trail's and, where there is one, the service's. */
  readonly searchedLogGroupArns: readonly string[];
  /** Its own. */
  readonly logGroupArn: string;
  readonly tableArn: string;
  readonly deadLetterQueueArn: string;
  /** The topic and its key; `undefined`: it sends no mail. */
  readonly topic: { readonly arn: string; readonly kmsKeyArn: string } | undefined;
  /** What its channels need to know; none where no channel has a secret. */
  readonly secretArns: readonly string[];
}

/** What the evidence function may do: search two logs, remember incidents, tell people. It can't change what it reads. */
export function evidencePolicy(args: EvidencePolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: 'SearchLogs',
      Effect: 'Allow',
      Action: 'logs:FilterLogEvents',
      Resource: args.searchedLogGroupArns.flatMap((arn) => [arn, `${arn}:*`]),
    },
    {
      Sid: 'WriteOwnLog',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${args.logGroupArn}:log-stream:*`,
    },
    {
      Sid: 'RememberIncidents',
      Effect: 'Allow',
      Action: 'dynamodb:UpdateItem',
      Resource: args.tableArn,
    },
    {
      Sid: 'KeepFailedEvents',
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: args.deadLetterQueueArn,
    },
    ...tellTopic(args),
    ...readSecrets(args),
  );
}

function tellTopic({ region, topic }: EvidencePolicyArgs): Statement[] {
  if (topic === undefined) return [];
  return [
    { Sid: 'TellTopic', Effect: 'Allow', Action: 'sns:Publish', Resource: topic.arn },
    {
      Sid: 'EncryptForTopic',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: topic.kmsKeyArn,
      Condition: { StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` } },
    },
  ];
}

function readSecrets({ secretArns }: EvidencePolicyArgs): Statement[] {
  return secretArns.length === 0
    ? []
    : [
        {
          Sid: 'ReadChannelSecrets',
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: secretArns,
        },
      ];
}

/** Lets Lambda take the role for functions of this account. @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
export function evidenceTrustPolicy({ accountId }: Account): PolicyDocument {
  return policyDocument({
    Sid: 'AssumedByFunction',
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
  });
}
