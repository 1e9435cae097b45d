import type { Caller } from '../endpoint/aws-service.ts';
import { type AssumedRole, callerArn, nameOf, principalId } from '../endpoint/principal.ts';
import type { SessionContext, UserIdentity } from './cloudtrail-record.ts';

/** CloudTrail's times have no fractions of a second. */
export const recordTime = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 19)}Z`;

/** `mfaAuthenticated` is a text, and a task role never has it. */
const sessionContext = (role: AssumedRole): SessionContext => ({
  sessionIssuer: {
    type: 'Role',
    principalId: role.roleId,
    arn: role.roleArn,
    accountId: role.accountId,
    userName: nameOf(role),
  },
  attributes: { creationDate: recordTime(role.sessionStartedAtMs), mfaAuthenticated: 'false' },
});

/** @param invokedBy the AWS service that called on the caller's behalf. */
export function buildUserIdentity({ principal, accessKeyId }: Caller, invokedBy?: string): UserIdentity {
  return {
    type: principal.type,
    principalId: principalId(principal),
    arn: callerArn(principal),
    accountId: principal.accountId,
    accessKeyId,
    ...(principal.type === 'IAMUser'
      ? { userName: nameOf(principal) }
      : { sessionContext: sessionContext(principal) }),
    ...(invokedBy === undefined ? {} : { invokedBy }),
  };
}
