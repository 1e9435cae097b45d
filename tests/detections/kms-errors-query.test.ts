import { describe, expect, it } from 'vitest';
import { kmsErrorsQuery } from '../../detections/index.ts';
import { by, person } from '../../detections/recorded/identities.ts';
import {
  deniedDecrypt,
  failedDecrypt,
  fromSource,
  goodDecrypt,
  recordedKeyArn,
  recordedSubject,
} from '../../detections/recorded/kms-records.ts';
import { isShown } from '../support/insights-filter.ts';

const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab';
const otherRole = 'arn:aws:iam::111122223333:role/another';
const wrongKey = failedDecrypt('InvalidCiphertextException');
const byPerson = by(wrongKey, person);

describe('the query for all KMS errors', () => {
  const ofRole = kmsErrorsQuery({ taskRoleArns: [recordedSubject.taskRoleArn], keyArns: [] });
  const ofKey = kmsErrorsQuery({ taskRoleArns: [], keyArns: [keyArn, recordedKeyArn] });
  const elsewhere = kmsErrorsQuery({ taskRoleArns: [otherRole], keyArns: [keyArn] });

  it.each([
    ['a wrong key of the role', ofRole, wrongKey],
    ['a denied call of the role, which names no key', ofRole, deniedDecrypt()],
    ['a throttled call of the role', ofRole, failedDecrypt('ThrottlingException')],
    ["somebody else's wrong key about the key", ofKey, byPerson],
    [
      "somebody else's denied call, which names the key in its message alone",
      ofKey,
      by(deniedDecrypt(), person),
    ],
  ])('shows %s', (_, query, record) => {
    expect(isShown(query, record)).toBe(true);
  });

  it.each([
    ['a call that succeeds', ofRole, goodDecrypt],
    ["somebody else's wrong key, where only the role is asked for", ofRole, byPerson],
    ['a wrong key of a role and about a key that nobody asked for', elsewhere, wrongKey],
    ['an error of another service', ofRole, fromSource(wrongKey, 's3.amazonaws.com')],
  ])('does not show %s', (_, query, record) => {
    expect(isShown(query, record)).toBe(false);
  });
});
