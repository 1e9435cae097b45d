import { randomBytes } from 'node:crypto';
import type { Identity } from '../endpoint/principal.ts';
import type { LocalPlan } from '../declaration/local-plan.ts';

/**
 * The stack's owner at the local endpoint: may look at alarms and logs, with the example credentials of AWS's
 * documentation, which are nobody's secret.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export const ownerCredentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

/** What {@link ownerCredentials} may do. */
export const ownerPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'],
      Resource: '*',
    },
    { Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource: '*' },
  ],
} as const;

export function ownerArn({ accountId }: LocalPlan): string {
  return `arn:aws:iam::${accountId}:user/owner`;
}

export function createOwner(plan: LocalPlan): Identity {
  return {
    ...ownerCredentials,
    principal: {
      type: 'IAMUser',
      accountId: plan.accountId,
      userArn: ownerArn(plan),
      userId: 'AIDAEXAMPLEOWNER',
    },
  };
}

/** Credentials as ECS would issue them to a task: new for every run, of the declared task role. */
export interface TaskIdentity extends Identity {
  readonly sessionToken: string;
}

export function createTaskIdentity(plan: LocalPlan, nowMs: number): TaskIdentity {
  const { origin, taskRoleArn } = plan.service;
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
    sourceIp: origin.sourceAddress,
    ...(origin.vpcEndpointId === undefined ? {} : { vpcEndpointId: origin.vpcEndpointId }),
    principal: {
      type: 'AssumedRole',
      accountId: plan.accountId,
      roleArn: taskRoleArn,
      roleId: 'AROAEXAMPLETASKROLE00',
      sessionName: randomBytes(16).toString('hex'),
      sessionStartedAtMs: nowMs,
    },
  };
}
