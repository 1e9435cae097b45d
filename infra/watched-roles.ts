/** An IAM role whose KMS calls are watched. */
export interface WatchedRole {
  readonly arn: string;
  /**
   * Account and name, which keep the names of its filters, metrics and alarms apart from other roles'. `undefined`
   * for the stack's own task role: an application's names are the same whatever else is watched.
   */
  readonly identity: string | undefined;
}

/** The roles a stack watches: its own application's, then those of others. Pure. */
export function watchedRoles(
  taskRoleArn: string | undefined,
  monitorRoleArns: readonly string[],
): WatchedRole[] {
  return [
    ...(taskRoleArn === undefined ? [] : [{ arn: taskRoleArn, identity: undefined }]),
    ...monitorRoleArns.map((arn) => ({ arn, identity: roleIdentity(arn) })),
  ];
}

/** A name that is one role's own. */
export function namedFor({ identity }: WatchedRole, name: string): string {
  return identity === undefined ? name : `${name}-${identity}`;
}

/**
 * Account and name of a role, without its path: no two roles of an account share a name, whatever their paths.
 * Made of this role alone, so that another one in the list renames nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function roleIdentity(roleArn: string): string {
  const [, , , , accountId = '', resource = ''] = roleArn.split(':');
  return `${accountId}-${resource.split('/').at(-1) ?? ''}`;
}
