import { expect, it } from 'vitest';
import { masterUserSecretArn } from '../../infra/master-user-secret-arn.ts';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1-AbCdEf';

it('the secret of the master user is the one that RDS made', () => {
  expect(masterUserSecretArn([{ secretArn }])).toBe(secretArn);
});

it('a database whose password RDS does not keep is refused with the cure', () => {
  expect(() => masterUserSecretArn([])).toThrow('--manage-master-user-password');
});
