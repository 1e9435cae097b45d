import { onlyOverTls } from './only-over-tls.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface QueuePolicyArgs {
  readonly queueArn: string;
  readonly accountId: string;
  /** The rules of EventBridge that send to it, as their target or what they could not pass on. */
  readonly ruleArns: readonly string[];
}

/**
 * Who may write to a queue: rules of EventBridge, over TLS. Roles of this account may by their own policies.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function queuePolicy({ queueArn, accountId, ruleArns }: QueuePolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: 'SentByRules',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnEquals: { 'aws:SourceArn': ruleArns },
      },
    },
    onlyOverTls('sqs:*', queueArn),
  );
}
