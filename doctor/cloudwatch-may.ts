import { runSimulation } from '@cloud-copilot/iam-simulate';

/** A call that CloudWatch makes for an alarm. */
export interface CloudWatchCall {
  readonly action: string;
  readonly resourceArn: string;
  readonly accountId: string;
  readonly alarmArn: string;
}

/**
 * Whether a resource's policy lets CloudWatch make a call for an alarm of the same account: `undefined` where the
 * policy can't be evaluated. Conditions are asked with what CloudWatch is documented to state: alarm and account;
 * `aws:SourceOwner` is how the policy SNS gives to new topics names the account.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export async function cloudWatchMay(policy: string, call: CloudWatchCall): Promise<boolean | undefined> {
  const document = parse(policy);
  if (document === undefined) return undefined;
  const simulated = await runSimulation(
    {
      request: {
        principal: 'cloudwatch.amazonaws.com',
        action: call.action,
        resource: { resource: call.resourceArn, accountId: call.accountId },
        contextVariables: {
          'aws:SourceAccount': call.accountId,
          'aws:SourceArn': call.alarmArn,
          'aws:SourceOwner': call.accountId,
          'aws:SecureTransport': 'true',
          'aws:PrincipalIsAWSService': 'true',
          'aws:PrincipalServiceName': 'cloudwatch.amazonaws.com',
        },
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: document,
    },
    {},
  );
  return simulated.resultType === 'error' ? undefined : simulated.overallResult === 'Allowed';
}

function parse(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    return undefined;
  }
}
