import type { CloudTrailRecord } from '../detection.ts';

/**
 * Identities other than the service's own, in the shapes that CloudTrail gives them. Patterns must survive each: some
 * lack a session, some an ARN.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */

/** A person who took a role. */
export const person: CloudTrailRecord = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLEPERSON:someone@example.com',
  arn: 'arn:aws:sts::111122223333:assumed-role/engineers/someone@example.com',
  accountId: '111122223333',
  accessKeyId: 'ASIAEXAMPLEPERSON',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLEPERSON',
      arn: 'arn:aws:iam::111122223333:role/people/engineers',
      accountId: '111122223333',
      userName: 'engineers',
    },
    attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'true' },
  },
};

/** An IAM user with long-lived credentials: there is no session. */
export const user: CloudTrailRecord = {
  type: 'IAMUser',
  principalId: 'AIDAEXAMPLEUSER',
  arn: 'arn:aws:iam::111122223333:user/someone',
  accountId: '111122223333',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'someone',
};

/** The account itself. */
export const root: CloudTrailRecord = {
  type: 'Root',
  principalId: '111122223333',
  arn: 'arn:aws:iam::111122223333:root',
  accountId: '111122223333',
  accessKeyId: 'ASIAEXAMPLEROOT',
  sessionContext: { attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'false' } },
};

/** Somebody of another account: the owner of the key learns no ARN. */
export const otherAccount: CloudTrailRecord = {
  type: 'AWSAccount',
  principalId: 'AIDAEXAMPLEELSEWHERE',
  accountId: '444455556666',
};

/** An AWS service for reasons of its own. */
export const awsService: CloudTrailRecord = { type: 'AWSService', invokedBy: 'backup.amazonaws.com' };

/** The same record by somebody else. */
export function by(record: CloudTrailRecord, userIdentity: CloudTrailRecord): CloudTrailRecord {
  return { ...record, userIdentity };
}

/** The same record for a call that an AWS service made on somebody's behalf. */
export function through(record: CloudTrailRecord, service: string): CloudTrailRecord {
  return {
    ...record,
    userIdentity: { ...(record['userIdentity'] as CloudTrailRecord), invokedBy: service },
    sourceIPAddress: service,
    userAgent: service,
  };
}
