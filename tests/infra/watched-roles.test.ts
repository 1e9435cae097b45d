import { expect, it } from 'vitest';
import { namedFor, watchedRoles } from '../../infra/watched-roles.ts';

const taskRoleArn = 'arn:aws:iam::111122223333:role/keywatch-dev-task';

it("watches the stack's own task role first, then the others", () => {
  const arn = 'arn:aws:iam::444455556666:role/service-role/payments-api';
  expect(watchedRoles(taskRoleArn, [arn])).toEqual([
    { arn: taskRoleArn, identity: undefined },
    { arn, identity: '444455556666-payments-api' },
  ]);
  expect(watchedRoles(undefined, [arn])).toHaveLength(1);
});

it('tells roles of one name in two accounts apart', () => {
  const roles = watchedRoles(undefined, [
    'arn:aws:iam::111122223333:role/app',
    'arn:aws:iam::444455556666:role/app',
  ]);
  expect(roles.map((role) => namedFor(role, 'KmsDenied'))).toEqual([
    'KmsDenied-111122223333-app',
    'KmsDenied-444455556666-app',
  ]);
});

it("leaves names of the stack's own application as they are", () => {
  expect(namedFor({ arn: taskRoleArn, identity: undefined }, 'KmsDenied')).toBe('KmsDenied');
});
