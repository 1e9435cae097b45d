import type { CloudTrailRecord, NearMiss } from '../detection.ts';
import type { RoleSubject } from '../subjects.ts';
import { by, root, through, user } from './identities.ts';

/** The subject that the recorded events belong to. */
export const recordedSubject: RoleSubject = {
  taskRoleArn: 'arn:aws:iam::111122223333:role/keywatch-example-task',
};

/** The application key of the recorded events. */
export const recordedKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/**
 * A good Decrypt by an ECS task's role. The field set is that of AWS's samples and of public recordings; the
 * accounts, ids and addresses are documentation examples.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
 */
export const goodDecrypt = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEID:0123456789abcdef0123456789abcdef',
    arn: 'arn:aws:sts::111122223333:assumed-role/keywatch-example-task/0123456789abcdef0123456789abcdef',
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLEID',
        arn: recordedSubject.taskRoleArn,
        accountId: '111122223333',
        userName: 'keywatch-example-task',
      },
      attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'false' },
    },
  },
  eventTime: '2026-01-01T00:05:00Z',
  eventSource: 'kms.amazonaws.com',
  eventName: 'Decrypt',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: 'aws-sdk-js/3.x',
  requestParameters: {
    keyId: recordedKeyArn,
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    encryptionContext: { keywatch: 'pKXJX2gNxHmP0EWZ4yQkzB2O8wU0Zr1Xk4dR6v8nLhE' },
  },
  responseElements: null,
  requestID: '5c0a7a3e-0000-4000-8000-0a1b2c3d4e5f',
  eventID: '9e2f1c77-0000-4000-8000-5f4e3d2c1b0a',
  readOnly: true,
  resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: recordedKeyArn }],
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
} as const satisfies CloudTrailRecord;

/** The same call refused by KMS. A wrong encryption context carries no errorMessage. */
export function failedDecrypt(errorCode: string, errorMessage?: string): CloudTrailRecord {
  return { ...goodDecrypt, errorCode, ...(errorMessage === undefined ? {} : { errorMessage }) };
}

const withoutResources = Object.fromEntries(
  Object.entries(goodDecrypt).filter(([field]) => field !== 'resources'),
);

/**
 * The same call refused by IAM or by the key policy: such a record carries neither request parameters nor
 * resources, and the trail spells the code without "Exception".
 */
export function deniedDecrypt(errorCode = 'AccessDenied'): CloudTrailRecord {
  const reason = 'because no identity-based policy allows the kms:Decrypt action';
  return {
    ...withoutResources,
    requestParameters: null,
    errorCode,
    errorMessage: `User: ${goodDecrypt.userIdentity.arn} is not authorized to perform: kms:Decrypt on resource: ${recordedKeyArn} ${reason}`,
  };
}

/** The same record with another event source. */
export function fromSource(record: CloudTrailRecord, eventSource: string): CloudTrailRecord {
  return { ...record, eventSource };
}

/** The same record by the sessions of another role. */
export function byRole(record: CloudTrailRecord, roleArn: string): CloudTrailRecord {
  const { userIdentity } = goodDecrypt;
  const sessionIssuer = { ...userIdentity.sessionContext.sessionIssuer, arn: roleArn };
  return {
    ...record,
    userIdentity: { ...userIdentity, sessionContext: { ...userIdentity.sessionContext, sessionIssuer } },
  };
}

/** The near misses that every detection of errors by the task role has, made from a record it matches. */
export function nearMissesOf(matching: CloudTrailRecord): readonly [NearMiss, ...NearMiss[]] {
  return [
    { event: 'the same call succeeds', refusedBy: '$.errorCode', record: goodDecrypt },
    ...notByTaskRole(matching),
  ];
}

/** The near misses that every detection of the task role's KMS calls has. */
export function notByTaskRole(matching: CloudTrailRecord): readonly NearMiss[] {
  const issuer = '$.userIdentity.sessionContext.sessionIssuer.arn';
  return [
    {
      event: 'another service answers the same',
      refusedBy: '$.eventSource',
      record: fromSource(matching, 'secretsmanager.amazonaws.com'),
    },
    {
      event: 'another role is answered the same',
      refusedBy: issuer,
      record: byRole(matching, 'arn:aws:iam::111122223333:role/keywatch-example-task-of-somebody-else'),
    },
    { event: 'an IAM user is answered the same', refusedBy: issuer, record: by(matching, user) },
    { event: 'the account itself is answered the same', refusedBy: issuer, record: by(matching, root) },
  ];
}

/** The near miss of a detection that leaves out calls made by AWS services. */
export function serviceCallOf(matching: CloudTrailRecord): NearMiss {
  return {
    event: 'Secrets Manager gets the same error when it reads its own key with the role',
    refusedBy: '$.userIdentity.invokedBy',
    record: through(matching, 'secretsmanager.amazonaws.com'),
  };
}
