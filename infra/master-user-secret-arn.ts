/**
 * The ARN of the secret in which RDS keeps the master user's password.
 * @param secrets The instance's `masterUserSecrets`. A restored instance has none until RDS is asked for one: the AWS
 *   provider can't see that `manageMasterUserPassword` does not hold, so no `pulumi up` asks for it.
 * @throws Error when there is none.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export function masterUserSecretArn(secrets: readonly { readonly secretArn: string }[]): string {
  const [secret] = secrets;
  if (secret === undefined) {
    throw new Error(
      'RDS keeps no password for the database, as after a restore. "aws rds modify-db-instance ' +
        '--manage-master-user-password" cures it: see "Getting the data back" in docs/database.md.',
    );
  }
  return secret.secretArn;
}
