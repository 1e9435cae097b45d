import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface RecordQueuePolicyArgs {
  readonly queueArn: string;
  readonly accountId: string;
  /** The rules of EventBridge whose records it takes. */
  readonly ruleArns: readonly string[];
}

/** Who may put records on the fast path: its own rules. Over TLS alone. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions */
export function recordQueuePolicy({ queueArn, accountId, ruleArns }: RecordQueuePolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: 'TakeRecordsOfRules',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnEquals: { 'aws:SourceArn': ruleArns },
      },
    },
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: queueArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );
}

/** What the evidence function may do with the queue. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export function readRecordsPolicy(queueArn: string): PolicyDocument {
  return policyDocument({
    Sid: 'ReadRecords',
    Effect: 'Allow',
    Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    Resource: queueArn,
  });
}
