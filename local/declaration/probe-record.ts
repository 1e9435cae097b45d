import { buildRecord } from '../cloudtrail/build-record.ts';
import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import type { OriginPlan } from './local-plan.ts';

/** An address kept for documentation. @see https://www.rfc-editor.org/rfc/rfc5737 */
const anywhere: OriginPlan = { sourceAddress: '192.0.2.1', vpcEndpointId: undefined };

/**
 * The record a task's Decrypt with a wrong key leaves: what a trail must let through, and a filter match, to be of use.
 * @param origin where the task calls from; left out where nothing asks for it.
 */
export function wrongKeyRecord({
  region,
  accountId,
  taskRoleArn,
  origin = anywhere,
}: {
  readonly region: string;
  readonly accountId: string;
  readonly taskRoleArn: string;
  readonly origin?: OriginPlan;
}): CloudTrailRecord {
  const principal = {
    type: 'AssumedRole',
    accountId,
    roleArn: taskRoleArn,
    roleId: 'AROAEXAMPLEID',
    sessionName: 'probe',
    sessionStartedAtMs: 0,
  } as const;
  return buildRecord(
    {
      eventSource: 'kms.amazonaws.com',
      operation: 'Decrypt',
      input: { EncryptionContext: { keywatch: 'probe' } },
      call: {
        requestId: 'probe',
        caller: { principal, accessKeyId: 'ASIAEXAMPLE' },
        sourceIp: origin.sourceAddress,
        ...(origin.vpcEndpointId === undefined ? {} : { vpcEndpointId: origin.vpcEndpointId }),
        userAgent: 'probe',
        region,
        timeMs: 0,
      },
      error: new AwsError('InvalidCiphertextException'),
    },
    'probe',
  );
}
