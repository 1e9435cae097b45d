import { isUint8Array } from 'node:util/types';
import { AwsError } from './aws-error.ts';
import type { Input } from './aws-service.ts';

/** Whether a value is a structure or map, as opposed to a list, bytes or a scalar. */
export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isUint8Array(value);

/**
 * Reads a request body.
 * @throws AwsError SerializationException when `read` fails or answers anything but a structure.
 */
export function readInput(read: () => unknown): Input {
  let value: unknown;
  try {
    value = read();
  } catch {
    throw new AwsError(
      'SerializationException',
      'The request body is not valid in the protocol its content type names.',
    );
  }
  if (!isPlainObject(value)) {
    throw new AwsError(
      'SerializationException',
      'Start of structure or map expected at the start of the request body.',
    );
  }
  return value;
}
