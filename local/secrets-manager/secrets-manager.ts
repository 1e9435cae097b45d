import { AwsError } from '../endpoint/aws-error.ts';
import type { AwsService, Call, Input, Operation } from '../endpoint/aws-service.ts';
import { type FaultOptions, passFaults } from '../endpoint/fault.ts';
import { type ObservedCall, reachedService } from '../endpoint/observed-call.ts';
import { type GetSecretValueOptions, type SecretTrace, getSecretValue } from './get-secret-value.ts';

export interface SecretsManagerOptions extends GetSecretValueOptions, FaultOptions {
  /** Told of every call that reached Secrets Manager, and of the Decrypt it makes for it, before it is answered. */
  readonly observe: (call: ObservedCall) => void;
  /** ARN of the key the secrets are encrypted under (`aws/secretsmanager`); without it no Decrypt is observed. */
  readonly encryptionKeyArn?: string;
  readonly createRequestId: () => string;
}

const eventSource = 'secretsmanager.amazonaws.com';

const throttled = (): AwsError => new AwsError('ThrottlingException', 'Rate exceeded');
const internal = (): AwsError =>
  new AwsError('InternalServiceError', 'An error occurred on the server side.', 500);

/**
 * The Decrypt that Secrets Manager makes with its caller's identity to open a secret: in the trail it looks like the
 * caller's but for `invokedBy`, and detections must tell the two apart.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
function decryptFor(
  call: Call,
  { secret, version }: SecretTrace,
  options: SecretsManagerOptions,
): ObservedCall | undefined {
  if (!secret || !version || options.encryptionKeyArn === undefined) return undefined;
  return {
    eventSource: 'kms.amazonaws.com',
    operation: 'Decrypt',
    input: { EncryptionContext: { SecretARN: secret.arn, SecretVersionId: version.versionId } },
    call: { ...call, requestId: options.createRequestId() },
    resourceArn: options.encryptionKeyArn,
    invokedBy: eventSource,
  };
}

function observed(options: SecretsManagerOptions): Operation {
  const operation = 'GetSecretValue';
  const action = getSecretValue(options);
  return async (input: Input, call: Call) => {
    const trace: SecretTrace = {};
    const seen = (): ObservedCall => ({
      eventSource,
      operation,
      input,
      call,
      ...(trace.secret ? { resourceArn: trace.secret.arn } : {}),
    });
    try {
      await passFaults(operation, options, { throttled, internal });
      const output = await action(input, call, trace);
      const decryption = decryptFor(call, trace, options);
      if (decryption) options.observe(decryption);
      options.observe(seen());
      return output;
    } catch (error) {
      if (reachedService(error)) options.observe({ ...seen(), error });
      throw error;
    }
  };
}

/** AWS Secrets Manager as far as the service uses it: GetSecretValue. */
export const createSecretsManager = (options: SecretsManagerOptions): AwsService => ({
  signingName: 'secretsmanager',
  targetPrefix: 'secretsmanager',
  protocols: ['aws-json-1.1'],
  operations: { GetSecretValue: observed(options) },
});
