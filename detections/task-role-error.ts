import type { Subject } from './detection.ts';

/**
 * A pattern for calls to KMS that fail with a certain error for the service's own tasks. `errorCode` may end in
 * `*`: the trail and the wire spell some codes differently (AccessDenied, AccessDeniedException).
 *
 * Secrets Manager's calls to its own key count as the role's in KMS's eyes and carry `invokedBy`; they are not
 * ours. No clause reads request parameters or resources: a record of a denied call has neither, and `!=` is
 * false on a missing field.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function taskRoleError(errorCode: string): (subject: Subject) => string {
  return ({ taskRoleArn }) =>
    [
      '{ $.eventSource = "kms.amazonaws.com"',
      `$.errorCode = "${errorCode}"`,
      `$.userIdentity.sessionContext.sessionIssuer.arn = "${taskRoleArn}"`,
      '$.userIdentity.invokedBy NOT EXISTS }',
    ].join(' && ');
}
