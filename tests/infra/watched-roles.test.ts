import { expect, it } from 'vitest';
import { namedFor, watchedOrigins, watchedRoles } from '../../infra/watched-roles.ts';
import { watchedArgs, watchSettings } from '../support/watched.ts';

const taskRoleArn = 'arn:aws:iam::111122223333:role/keywatch-prod-task';
const payments = 'arn:aws:iam::444455556666:role/service-role/payments-api';
const rolesOf = (changes: object) =>
  watchedRoles({ ...watchedArgs, settings: { ...watchSettings, ...changes } });

it("watches the stack's own task role first, then the others", () => {
  expect(rolesOf({ monitorRoleArns: [payments] }).map(({ arn, identity }) => [arn, identity])).toEqual([
    [taskRoleArn, undefined],
    [payments, '444455556666-payments-api'],
  ]);
  const alone = rolesOf({ deployApplication: false, monitorRoleArns: [payments] });
  expect(alone.map(({ arn }) => arn)).toEqual([payments]);
});

it('tells roles of one name in two accounts apart', () => {
  const monitorRoleArns = ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::444455556666:role/app'];
  const roles = rolesOf({ deployApplication: false, monitorRoleArns });
  expect(roles.map((role) => namedFor(role, 'KmsDenied'))).toEqual([
    'KmsDenied-111122223333-app',
    'KmsDenied-444455556666-app',
  ]);
});

it("leaves names of the stack's own application as they are", () => {
  expect(namedFor({ identity: undefined }, 'KmsDenied')).toBe('KmsDenied');
});

it('tells addresses from endpoints among the places that other roles call from', () => {
  const roles = rolesOf({
    monitorRoleArns: [payments],
    monitorOrigins: ['198.51.100.7', 'vpce-0123456789abcdef0', '198.51.100.8'],
  });
  expect(watchedOrigins(roles)).toMatchObject({
    watches: [
      { identity: undefined, subjects: [{ subject: { taskRoleArn, sourceAddresses: ['192.0.2.10'] } }] },
      {
        identity: '444455556666-payments-api',
        subjects: [
          {
            subject: {
              taskRoleArn: payments,
              sourceAddresses: ['198.51.100.7', '198.51.100.8'],
              vpcEndpointIds: ['vpce-0123456789abcdef0'],
            },
          },
        ],
      },
    ],
    unknown: [],
  });
});

it('does not know where others call from unless it is told', () => {
  const { watches, unknown } = watchedOrigins(rolesOf({ monitorRoleArns: [payments] }));
  expect(watches.map(({ identity }) => identity)).toEqual([undefined]);
  expect(unknown.map(({ whose }) => whose)).toEqual([payments]);
});
