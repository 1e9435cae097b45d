import { describe, expect, it } from 'vitest';

import { parseConfig } from '../../service/config.ts';
import type { EnvironmentError } from '../../service/environment.ts';

const key = 'arn:aws:kms:ap-southeast-2:111122223333:key/11111111-1111-4111-8111-111111111111';
const complete = {
  AWS_REGION: 'ap-southeast-2',
  KMS_KEY_ARN: key,
  DATABASE_HOST: 'database.example',
  DATABASE_NAME: 'keywatch',
  DATABASE_SECRET_ARN: 'arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:rds!db-test-AbCdEf',
  TRUSTED_PROXY_HOPS: '1',
  METRIC_NAMESPACE: 'Keywatch/test',
};

/** The variables that are complained of, each as often as it is. */
const refused = (changes: Readonly<Record<string, string | undefined>>): string[] => {
  try {
    parseConfig({ ...complete, ...changes });
    return [];
  } catch (error) {
    return (error as EnvironmentError).problems.map((problem) => problem.split(' ', 1)[0] ?? '');
  }
};

describe('a variable is accepted', () => {
  it.each([
    ['PORT', '65535'],
    ['PORT', '0'],
    ['DATABASE_NAME', 'n'.repeat(63)],
    ['METRIC_NAMESPACE', 'n'.repeat(255)],
    ['PREVIOUS_KMS_KEY_ARNS', ''],
    ['PREVIOUS_KMS_KEY_ARNS', `${key},${key.replaceAll('1111-', '2222-')}`],
  ])('%s at the edge of what is allowed: %s', (name, value) => {
    expect(refused({ [name]: value })).toEqual([]);
  });
});

describe('a variable is refused', () => {
  it.each([
    ['DATABASE_NAME', 'n'.repeat(64)],
    ['DATABASE_NAME', 'two words'],
    ['DATABASE_NAME', ' name'],
    ['METRIC_NAMESPACE', 'n'.repeat(256)],
    ['METRIC_NAMESPACE', 'Keywatch/test!'],
    ['AWS_REGION', 'xap-southeast-2 '],
    ['KMS_KEY_ARN', ` ${key}`],
    ['KMS_KEY_ARN', `${key}/more`],
    ['DATABASE_SECRET_ARN', ` ${complete.DATABASE_SECRET_ARN}`],
    ['PREVIOUS_KMS_KEY_ARNS', key.replace(/key\/.*/, 'alias/keywatch')],
    ['PREVIOUS_KMS_KEY_ARNS', `${key}, ${key}`],
  ])('%s a little beside what is allowed: %s', (name, value) => {
    expect(refused({ [name]: value })).toContain(name);
  });

  it('once: what is wrong with the region is not held against the ARNs as well', () => {
    expect(refused({ AWS_REGION: undefined })).toEqual(['AWS_REGION']);
  });
});
