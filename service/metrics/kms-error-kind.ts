/** How a KMS call can fail, as metrics tell it apart. */
export type KmsErrorKind =
  'WrongKey' | 'Throttled' | 'Denied' | 'KeyMismatch' | 'KeyUnusable' | 'TimedOut' | 'Failed';

/**
 * KMS's, the SDK's and our own names of errors. Whatever isn't here is `Failed`: a metric for every name would
 * be one bill for every name.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors
 */
const kinds: ReadonlyMap<string, KmsErrorKind> = new Map([
  ['ThrottlingException', 'Throttled'],
  ['LimitExceededException', 'Throttled'],
  ['AccessDeniedException', 'Denied'],
  ['IncorrectKeyException', 'KeyMismatch'],
  ['DisabledException', 'KeyUnusable'],
  ['KMSInvalidStateException', 'KeyUnusable'],
  ['KeyUnavailableException', 'KeyUnusable'],
  ['NotFoundException', 'KeyUnusable'],
  ['DeadlineExceeded', 'TimedOut'],
  ['TimeoutError', 'TimedOut'],
]);

export const kmsErrorKindOf = (outcome: 'wrong-key' | 'unavailable', errorCode: string): KmsErrorKind =>
  outcome === 'wrong-key' ? 'WrongKey' : (kinds.get(errorCode) ?? 'Failed');
