import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

import { withDeadline } from '../deadline.ts';
import { errorCodeOf } from '../error-code.ts';
import { UnavailableError } from '../errors.ts';

/** Who connects to Postgres. */
export interface DatabaseLogin {
  readonly username: string;
  readonly password: string;
}

export type ReadDatabaseLogin = () => Promise<DatabaseLogin>;

const parseLogin = (secretString: string | undefined): DatabaseLogin => {
  let secret: unknown;
  try {
    secret = JSON.parse(secretString ?? '');
  } catch {
    // What is no JSON names nobody: refused below.
  }
  const { username, password } = (secret ?? {}) as Record<string, unknown>;
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new UnavailableError('database', 'MalformedSecret');
  }
  return { username, password };
};

/**
 * Reads the login from the secret that RDS manages: JSON with `username` and `password` alone, rotated every
 * seven days. Callers that ask at the same time share one call.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export const createDatabaseLoginReader = (
  client: SecretsManagerClient,
  secretArn: string,
  deadlineMs: number,
): ReadDatabaseLogin => {
  let underway: Promise<DatabaseLogin> | undefined;

  const read = async (): Promise<DatabaseLogin> => {
    try {
      const { SecretString } = await withDeadline(
        deadlineMs,
        client.send(new GetSecretValueCommand({ SecretId: secretArn })),
        () => new UnavailableError('database', 'SecretDeadlineExceeded'),
      );
      return parseLogin(SecretString);
    } catch (cause) {
      if (cause instanceof UnavailableError) throw cause;
      throw new UnavailableError('database', errorCodeOf(cause), { cause });
    } finally {
      underway = undefined;
    }
  };

  return () => (underway ??= read());
};
