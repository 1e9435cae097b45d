import { describe, expect, it } from 'vitest';

import {
  InvalidRequestError,
  NameTakenError,
  OverloadedError,
  RateLimitedError,
  UnavailableError,
  WrongKeyError,
} from '../../../service/errors.ts';
import { kmsErrorKindOf } from '../../../service/metrics/kms-error-kind.ts';
import { requestErrorKindOf } from '../../../service/metrics/request-error-kind.ts';
import { RecordIntegrityError } from '../../../service/record/record-integrity-error.ts';

describe('the kind of an error, as a metric names it', () => {
  it.each([
    [new InvalidRequestError('no'), 400, 'Invalid'],
    [new WrongKeyError(), 400, 'WrongKey'],
    [new NameTakenError('taken'), 409, 'NameTaken'],
    [new RateLimitedError(1), 429, 'RateLimited'],
    [new OverloadedError(), 503, 'Shed'],
    [new UnavailableError('kms', 'X'), 503, 'KmsUnavailable'],
    [new UnavailableError('database', 'X'), 503, 'DatabaseUnavailable'],
    [new UnavailableError('decoy', 'X'), 503, 'DecoyMissing'],
    [new UnavailableError('handler', 'X'), 503, 'TimedOut'],
    [new RecordIntegrityError('id', 'damaged'), 500, 'RecordIntegrity'],
    [Object.assign(new Error('too large'), { statusCode: 413 }), 413, 'Invalid'],
    [new TypeError('a bug'), 500, 'Unexpected'],
  ])('of %s answered with %i is %s', (error, statusCode, kind) => {
    expect(requestErrorKindOf(error, statusCode)).toBe(kind);
  });

  it.each([
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
    ['ECONNREFUSED', 'Failed'],
    ['SomethingNew', 'Failed'],
    ['InvalidCiphertextException', 'Failed'],
  ])('of KMS calls that fail with %s is %s', (errorCode, kind) => {
    expect(kmsErrorKindOf('unavailable', errorCode)).toBe(kind);
  });

  it('of a KMS call that refused a Key is WrongKey', () => {
    expect(kmsErrorKindOf('wrong-key', 'InvalidCiphertextException')).toBe('WrongKey');
  });
});
