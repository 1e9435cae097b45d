import { expect, it } from 'vitest';

import { OverloadedError, UnavailableError, WrongKeyError } from '../../service/errors.ts';

it('tells no call sites of what is refused on purpose, and all of what went wrong', () => {
  const limit = Error.stackTraceLimit;
  expect(new WrongKeyError().stack).not.toContain('\n');
  expect(new OverloadedError().stack).not.toContain('\n');
  expect(Error.stackTraceLimit).toBe(limit);
  expect(new UnavailableError('kms', 'Failed').stack).toContain('errors.test.ts');
});

it('keeps the cause of a refusal', () => {
  const cause = new Error('why');
  expect(new WrongKeyError({ cause })).toMatchObject({ name: 'WrongKeyError', cause });
});
