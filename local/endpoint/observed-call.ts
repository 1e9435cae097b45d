import { AwsError } from './aws-error.ts';
import type { Call, Input } from './aws-service.ts';

/** A call that reached a service and was answered: what CloudTrail makes a record from. */
export interface ObservedCall {
  readonly eventSource: 'kms.amazonaws.com' | 'secretsmanager.amazonaws.com';
  readonly operation: string;
  readonly input: Input;
  readonly call: Call;
  /** ARN of the key or secret the request led to, as far as it came. */
  readonly resourceArn?: string;
  /** Id of the key material that was used. */
  readonly keyMaterialId?: string;
  /** The AWS service that made this call on its caller's behalf, for example `secretsmanager.amazonaws.com`. */
  readonly invokedBy?: string;
  /** The error that was answered; absent on success. */
  readonly error?: AwsError;
}

/** Failures in front of a service: it never saw a call, so there is nothing to record. */
const neverReached: readonly string[] = ['ServiceUnavailableException', 'SerializationException'];

/** Whether a failed call was one the service answered, and so one that leaves a record. */
export const reachedService = (error: unknown): error is AwsError =>
  error instanceof AwsError && !neverReached.includes(error.name);
