import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface DeadLetterQueuePolicyArgs {
  readonly queueArn: string;
  readonly accountId: string;
  /** The rules of EventBridge that keep here what they could not pass on. */
  readonly ruleArns: readonly string[];
}

/**
 * Who may write to the queue of what nobody was told: the rules of EventBridge. The function's own role may by its
 * identity policy. Over TLS alone.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetterQueuePolicy({
  queueArn,
  accountId,
  ruleArns,
}: DeadLetterQueuePolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: 'KeepUndeliveredEvents',
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
