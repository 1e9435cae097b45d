import type { Input } from '../endpoint/aws-service.ts';

/** A parameter as CloudTrail shows it; `undefined` leaves it out. */
type Shown = (input: Input) => unknown;

const scalar =
  (member: string): Shown =>
  (input) => {
    const value = input[member];
    return typeof value === 'string' || typeof value === 'number' || value === true ? value : undefined;
  };

/** The encryption context in clear text, its keys verbatim; an empty one is left out. */
const encryptionContext: Shown = ({ EncryptionContext: context }) =>
  typeof context === 'object' && context !== null && Object.keys(context).length > 0 ? context : undefined;

/**
 * The parameters of each operation that CloudTrail shows, in camel case: a list of what may appear, so that
 * ciphertext and plaintext can't. That `dryRun` appears is derived from the general rule, no recording was found.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 */
const shownParameters: Readonly<Record<string, Readonly<Record<string, Shown>>>> = {
  Decrypt: {
    encryptionAlgorithm: (input) => scalar('EncryptionAlgorithm')(input) ?? 'SYMMETRIC_DEFAULT',
    keyId: scalar('KeyId'),
    encryptionContext,
    dryRun: scalar('DryRun'),
  },
  GenerateDataKey: {
    keyId: scalar('KeyId'),
    keySpec: scalar('KeySpec'),
    numberOfBytes: scalar('NumberOfBytes'),
    encryptionContext,
    dryRun: scalar('DryRun'),
  },
  DescribeKey: { keyId: scalar('KeyId') },
  GetSecretValue: {
    secretId: scalar('SecretId'),
    versionId: scalar('VersionId'),
    versionStage: scalar('VersionStage'),
  },
};

/** @throws Error for an operation whose parameters are not listed: showing them blindly could leak. */
export function buildRequestParameters(operation: string, input: Input): Readonly<Record<string, unknown>> {
  const shown = shownParameters[operation];
  if (!shown) throw new Error(`What CloudTrail shows of ${operation} is not known.`);
  const parameters = Object.entries(shown).map(([name, show]) => [name, show(input)] as const);
  return Object.fromEntries(parameters.filter(([, value]) => value !== undefined));
}
