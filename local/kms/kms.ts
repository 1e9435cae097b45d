import type { AwsService, Operation } from '../endpoint/aws-service.ts';
import { type FaultOptions, passFaults } from '../endpoint/fault.ts';
import { type ObservedCall, reachedService } from '../endpoint/observed-call.ts';
import { decrypt } from './decrypt.ts';
import { describeKey } from './describe-key.ts';
import { generateDataKey } from './generate-data-key.ts';
import type { KmsAction, KmsActionOptions, Trace } from './kms-action.ts';
import { internal, throttled } from './kms-errors.ts';

export interface KmsOptions extends KmsActionOptions, FaultOptions {
  /** Told of every call that reached KMS, before it is answered. */
  readonly observe: (call: ObservedCall) => void;
}

const eventSource = 'kms.amazonaws.com';

/** An action whose calls are observed and can be made to fail. */
function observed(operation: string, action: KmsAction, options: KmsOptions): Operation {
  return async (input, call) => {
    const trace: Trace = {};
    try {
      await passFaults(operation, options, { throttled, internal });
      const output = await action(input, call, trace);
      options.observe({ eventSource, operation, input, call, ...trace });
      return output;
    } catch (error) {
      if (reachedService(error)) options.observe({ eventSource, operation, input, call, ...trace, error });
      throw error;
    }
  };
}

/**
 * AWS KMS as far as the declared stack uses it: GenerateDataKey, Decrypt and DescribeKey on symmetric keys. The order
 * of checks is body, key, authorisation, key state, key usage, ciphertext.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html
 */
export function createKms(options: KmsOptions): AwsService {
  const actions: Readonly<Record<string, KmsAction>> = {
    GenerateDataKey: generateDataKey(options),
    Decrypt: decrypt(options),
    DescribeKey: describeKey(options),
  };
  return {
    signingName: 'kms',
    targetPrefix: 'TrentService',
    protocols: ['aws-json-1.1'],
    operations: Object.fromEntries(
      Object.entries(actions).map(([operation, action]) => [operation, observed(operation, action, options)]),
    ),
  };
}
