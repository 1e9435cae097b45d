import { buildRecord } from '../cloudtrail/build-record.ts';
import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
import { AwsError } from '../endpoint/aws-error.ts';

/** The record a task's Decrypt with a wrong key leaves: what a trail must let through to be of use. */
export function wrongKeyRecord({
  region,
  accountId,
  taskRoleArn,
}: {
  readonly region: string;
  readonly accountId: string;
  readonly taskRoleArn: string;
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
        sourceIp: '192.0.2.1',
        userAgent: 'probe',
        region,
        timeMs: 0,
      },
      error: new AwsError('InvalidCiphertextException'),
    },
    'probe',
  );
}
