import { type Authorise, assertAuthorised, globalConditionContext } from '../authorisation/authorisation.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Call, Input, Output } from '../endpoint/aws-service.ts';
import { readMembers, required, text } from '../endpoint/members.ts';
import { type ReadSecrets, type Secret, type SecretVersion, findSecret } from './secret.ts';

const members = {
  SecretId: required(text({ min: 1, max: 2048 })),
  VersionId: text({ min: 32, max: 64 }),
  VersionStage: text({ min: 1, max: 256 }),
};

/** What a call found out before it was answered. */
export interface SecretTrace {
  secret?: Secret;
  version?: SecretVersion;
}

export interface GetSecretValueOptions {
  readonly readSecrets: ReadSecrets;
  readonly authorise: Authorise;
}

const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret${what}.`);

function versionOf(
  secret: Secret,
  versionId: string | undefined,
  versionStage: string | undefined,
): SecretVersion {
  if (versionId === undefined) {
    const stage = versionStage ?? 'AWSCURRENT';
    const version = secret.versions.find(({ stages }) => stages.includes(stage));
    if (!version) throw notFound(` value for staging label: ${stage}`);
    return version;
  }
  const version = secret.versions.find((one) => one.versionId === versionId);
  if (!version) throw notFound(` value for VersionId: ${versionId}`);
  if (versionStage !== undefined && !version.stages.includes(versionStage)) {
    throw new AwsError(
      'InvalidRequestException',
      'You provided a VersionStage that is not associated to the provided VersionId.',
    );
  }
  return version;
}

/** The resource policies are asked about: for a secret that does not exist, the ARN its id would have. */
const resourceOf = (secretId: string, secret: Secret | undefined, call: Call): string =>
  secret?.arn ??
  (secretId.startsWith('arn:')
    ? secretId
    : `arn:aws:secretsmanager:${call.region}:${call.caller.principal.accountId}:secret:${secretId}`);

/**
 * Who may not read a secret is not told whether it exists: authorisation comes before the lookup's answer.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export const getSecretValue =
  ({ readSecrets, authorise }: GetSecretValueOptions) =>
  async (input: Input, call: Call, trace: SecretTrace): Promise<Output> => {
    const { SecretId, VersionId, VersionStage } = readMembers(input, members);
    const secret = findSecret(SecretId, await readSecrets());
    if (secret) trace.secret = secret;
    await assertAuthorised(authorise, {
      principal: call.caller.principal,
      action: 'secretsmanager:GetSecretValue',
      resource: resourceOf(SecretId, secret, call),
      context: { ...globalConditionContext(call), 'secretsmanager:SecretId': secret?.arn ?? SecretId },
    });
    if (!secret) throw notFound('');
    const version = versionOf(secret, VersionId, VersionStage);
    trace.version = version;
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.versionId,
      SecretString: version.secretString,
      VersionStages: version.stages,
      CreatedDate: new Date(version.createdAtMs),
    };
  };
