import {
  InvalidRequestError,
  NameTakenError,
  OverloadedError,
  RateLimitedError,
  UnavailableError,
  WrongKeyError,
  type Dependency,
} from '../errors.ts';
import { RecordIntegrityError } from '../record/record-integrity-error.ts';

const unavailable = {
  kms: 'KmsUnavailable',
  database: 'DatabaseUnavailable',
  decoy: 'DecoyMissing',
  handler: 'TimedOut',
} as const satisfies Record<Dependency, string>;

/** How a request can end other than well, as metrics tell it apart. */
export type RequestErrorKind =
  | 'Invalid'
  | 'WrongKey'
  | 'NameTaken'
  | 'RateLimited'
  | 'Shed'
  | (typeof unavailable)[Dependency]
  | 'RecordIntegrity'
  | 'Unexpected';

/** The kind of an error that was answered with `statusCode`. */
export const requestErrorKindOf = (error: unknown, statusCode: number): RequestErrorKind => {
  if (error instanceof InvalidRequestError) return 'Invalid';
  if (error instanceof WrongKeyError) return 'WrongKey';
  if (error instanceof NameTakenError) return 'NameTaken';
  if (error instanceof RateLimitedError) return 'RateLimited';
  if (error instanceof OverloadedError) return 'Shed';
  if (error instanceof UnavailableError) return unavailable[error.dependency];
  if (error instanceof RecordIntegrityError) return 'RecordIntegrity';
  return statusCode < 500 ? 'Invalid' : 'Unexpected';
};
