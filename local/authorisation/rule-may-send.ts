import { runSimulation } from '@cloud-copilot/iam-simulate';

/** A rule of EventBridge that sends to a queue of its own account. */
export interface RuleSending {
  readonly ruleArn: string;
  readonly queueArn: string;
  readonly accountId: string;
}

/**
 * Whether a queue's policy lets EventBridge send to it for a rule.
 * @throws Error where the policy is not valid.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions
 */
export async function ruleMaySend(policy: unknown, sending: RuleSending): Promise<boolean> {
  const simulated = await runSimulation(
    {
      request: {
        principal: 'events.amazonaws.com',
        action: 'sqs:SendMessage',
        resource: { resource: sending.queueArn, accountId: sending.accountId },
        contextVariables: {
          'aws:SourceAccount': sending.accountId,
          'aws:SourceArn': sending.ruleArn,
          'aws:SecureTransport': 'true',
          'aws:PrincipalIsAWSService': 'true',
          'aws:PrincipalServiceName': 'events.amazonaws.com',
        },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: policy,
    },
    {},
  );
  if (simulated.resultType === 'error') {
    throw new Error(`The policy of the queue ${sending.queueArn} is not valid: ${simulated.errors.message}`);
  }
  return simulated.overallResult === 'Allowed';
}
