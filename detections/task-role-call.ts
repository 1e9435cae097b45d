import { absent, all, is, type Condition } from './condition.ts';
import type { RecordMatching } from './detection.ts';
import { recordsWhere } from './records-where.ts';
import type { RoleSubject } from './subjects.ts';

/**
 * A call to KMS by a role's own sessions.
 *
 * Secrets Manager's calls to its own key count as the role's in KMS's eyes and carry `invokedBy`; they are not
 * ours. No part reads request parameters or resources: a record of a denied call has neither.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function taskRoleCall({ taskRoleArn }: RoleSubject, what: Condition): Condition {
  return all(
    is('eventSource', 'kms.amazonaws.com'),
    what,
    is('userIdentity.sessionContext.sessionIssuer.arn', taskRoleArn),
    absent('userIdentity.invokedBy'),
  );
}

/**
 * Calls that fail with a certain error. `errorCode` may end in `*`: the trail and the wire spell some codes
 * differently (AccessDenied, AccessDeniedException).
 */
export function taskRoleError(errorCode: string): RecordMatching<'role'> {
  return recordsWhere((subject) => taskRoleCall(subject, is('errorCode', errorCode)));
}
