/** A version of a secret. */
export interface SecretVersion {
  readonly versionId: string;
  /** Staging labels: `AWSCURRENT`, `AWSPREVIOUS`, `AWSPENDING` or one's own. */
  readonly stages: readonly string[];
  readonly secretString: string;
  readonly createdAtMs: number;
}

/** A secret as its owner keeps it. */
export interface Secret {
  /** Its last part is the name, a hyphen and six characters. */
  readonly arn: string;
  readonly name: string;
  readonly versions: readonly SecretVersion[];
}

/** Where secrets come from, read at every call so that a rotated value is seen at once. */
export type ReadSecrets = () => readonly Secret[] | Promise<readonly Secret[]>;

/**
 * Finds a secret by name, ARN, or ARN without the hyphen and the six characters.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const findSecret = (secretId: string, secrets: readonly Secret[]): Secret | undefined =>
  secrets.find(
    ({ arn, name }) =>
      secretId === arn || secretId === name || secretId === arn.replace(/-[A-Za-z0-9]{6}$/, ''),
  );
