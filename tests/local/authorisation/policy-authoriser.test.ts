import { describe, expect, it } from 'vitest';
import type { AuthorisationRequest, ConditionContext } from '../../../local/authorisation/authorisation.ts';
import { type Policies, createPolicyAuthoriser } from '../../../local/authorisation/policy-authoriser.ts';
import type { Principal } from '../../../local/endpoint/principal.ts';
import {
  accountId,
  keyArn,
  otherKeyArn,
  taskIdentity,
  taskRoleArn,
  userIdentity,
} from '../../support/local-aws.ts';

const document = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });

/** What the task role may do: the two operations, on one key, with exactly one context key. */
const taskPolicy = document({
  Effect: 'Allow',
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: keyArn,
  Condition: {
    'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': 'keywatch' },
    Null: { 'kms:EncryptionContextKeys': 'false' },
  },
});

const accountStatement = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const policies = (identity: readonly object[], key: object | undefined): Policies => ({
  identityPolicies: new Map([[taskRoleArn, identity]]),
  resourcePolicies: new Map(key ? [[keyArn, key]] : []),
});

const declared = policies([taskPolicy], document(accountStatement));

function ask(from: Policies, changes: Partial<AuthorisationRequest> = {}): Promise<unknown> {
  const authorise = createPolicyAuthoriser(from);
  return Promise.resolve(
    authorise({
      principal: taskIdentity.principal,
      action: 'kms:Decrypt',
      resource: keyArn,
      context: { 'kms:EncryptionContextKeys': ['keywatch'], 'kms:CallerAccount': accountId },
      ...changes,
    }),
  );
}

const allowed = { allowed: true };
const noIdentityPolicy = { allowed: false, because: 'identity' };
const noResourcePolicy = { allowed: false, because: 'resource' };

describe('the declared policies of the task role', () => {
  it('allow its two operations with exactly the one context key', async () => {
    expect(await ask(declared)).toEqual(allowed);
    expect(await ask(declared, { action: 'kms:GenerateDataKey' })).toEqual(allowed);
  });

  it.each<[string, Partial<AuthorisationRequest>]>([
    ['without an encryption context', { context: {} }],
    ['with another context key', { context: { 'kms:EncryptionContextKeys': ['other'] } }],
    ['with the context key in another case', { context: { 'kms:EncryptionContextKeys': ['Keywatch'] } }],
    ['with a second context key', { context: { 'kms:EncryptionContextKeys': ['keywatch', 'other'] } }],
    ['another operation', { action: 'kms:Encrypt' }],
    ['DescribeKey', { action: 'kms:DescribeKey' }],
  ])('do not allow it: %s', async (_, changes) => {
    expect(await ask(declared, changes)).toEqual(noIdentityPolicy);
  });

  it('do not allow it on another key, whose policy knows nothing of it', async () => {
    expect(await ask(declared, { resource: otherKeyArn })).toEqual(noResourcePolicy);
  });

  it("do not allow another role's session, nor a user", async () => {
    const other: Principal = {
      ...(taskIdentity.principal as Extract<Principal, { type: 'AssumedRole' }>),
      roleArn: `arn:aws:iam::${accountId}:role/other`,
    };
    expect(await ask(declared, { principal: other })).toEqual(noIdentityPolicy);
    expect(await ask(declared, { principal: userIdentity.principal })).toEqual(noIdentityPolicy);
  });
});

it('the policies of a user decide for that user, and for no role', async () => {
  const { principal } = userIdentity;
  const own = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn };
  const ofUser: Policies = {
    identityPolicies: new Map([[`arn:aws:iam::${accountId}:user/Alice`, [document(own)]]]),
    resourcePolicies: new Map([[keyArn, document(accountStatement)]]),
  };
  expect(await ask(ofUser, { principal })).toEqual(allowed);
  expect(await ask(ofUser)).toEqual(noIdentityPolicy);
});

describe('a key policy', () => {
  it('that does not hand the decision to the account leaves identity policies without effect', async () => {
    const ownKey = document({
      ...accountStatement,
      Principal: { AWS: `arn:aws:iam::${accountId}:role/admin` },
    });
    expect(await ask(policies([taskPolicy], ownKey))).toEqual(noResourcePolicy);
    expect(await ask(policies([taskPolicy], undefined))).toEqual(noResourcePolicy);
  });

  it('that names the role allows it by itself', async () => {
    const named = document({ ...accountStatement, Principal: { AWS: taskRoleArn }, Action: 'kms:Decrypt' });
    expect(await ask(policies([], named))).toEqual(allowed);
    expect(await ask(policies([], named), { action: 'kms:GenerateDataKey' })).toEqual(noResourcePolicy);
  });

  it('with conditions on the caller and the time of the request is evaluated', async () => {
    const conditional = (Condition: object): Policies =>
      policies([], document({ ...accountStatement, Principal: '*', Condition }));
    const from = (context: ConditionContext) => ({ context });
    const sameAccount = conditional({ StringEquals: { 'kms:CallerAccount': accountId } });
    expect(await ask(sameAccount, from({ 'kms:CallerAccount': accountId }))).toEqual(allowed);
    expect(await ask(sameAccount, from({ 'kms:CallerAccount': '444455556666' }))).toEqual(noResourcePolicy);
    const until = conditional({ DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } });
    expect(await ask(until, from({ 'aws:CurrentTime': '2026-05-31T00:00:00Z' }))).toEqual(allowed);
    expect(await ask(until, from({ 'aws:CurrentTime': '2026-06-02T00:00:00Z' }))).toEqual(noResourcePolicy);
  });
});

describe('a condition on a pair of the encryption context', () => {
  const tenantOnly = (operator: string, key: string): Policies =>
    policies(
      [],
      document({ ...accountStatement, Principal: '*', Condition: { [operator]: { [key]: 'one*' } } }),
    );
  const withTenant = (tenant: string) => ({
    context: { 'kms:EncryptionContext:aws:tenant': tenant, 'kms:CallerAccount': '1' },
  });

  it.each([
    ['StringLike', 'kms:EncryptionContext:aws:tenant'],
    ['StringLike', 'KMS:encryptioncontext:AWS:Tenant'],
    ['StringEquals', 'kms:EncryptionContext:aws:tenant'],
  ])('%s %s sees the value, and its absence', async (operator, key) => {
    const from = tenantOnly(operator, key);
    const like = operator === 'StringLike';
    expect(await ask(from, withTenant('one*'))).toEqual(allowed);
    expect(await ask(from, withTenant('one more'))).toEqual(like ? allowed : noResourcePolicy);
    expect(await ask(from, withTenant('two'))).toEqual(noResourcePolicy);
    expect(await ask(from, { context: {} })).toEqual(noResourcePolicy);
  });
});

describe('an identity policy with a condition on a pair of the encryption context', () => {
  it('sees its value', async () => {
    const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'one' } };
    const own = document({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn, Condition });
    const from = policies([own], document(accountStatement));
    expect(await ask(from, { context: { 'kms:EncryptionContext:tenant': 'one' } })).toEqual(allowed);
    expect(await ask(from, { context: { 'kms:EncryptionContext:tenant': 'two' } })).toEqual(noIdentityPolicy);
  });
});

describe('an explicit deny', () => {
  it('wins over every allow, and says which kind of policy it stands in', async () => {
    const deny = { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' };
    expect(await ask(policies([taskPolicy, document(deny)], document(accountStatement)))).toEqual({
      allowed: false,
      because: 'explicit-deny',
      policy: 'identity',
    });
    expect(
      await ask(policies([taskPolicy], document(accountStatement, { ...deny, Principal: '*' }))),
    ).toEqual({
      allowed: false,
      because: 'explicit-deny',
      policy: 'resource',
    });
  });
});

describe('a decision is kept', () => {
  const counted = (): {
    authorise: ReturnType<typeof createPolicyAuthoriser>;
    request: AuthorisationRequest;
  } => ({
    authorise: createPolicyAuthoriser(declared),
    request: {
      principal: taskIdentity.principal,
      action: 'kms:Decrypt',
      resource: keyArn,
      context: { 'kms:EncryptionContextKeys': ['keywatch'], 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    },
  });

  it('for a request that differs only in what no policy mentions', () => {
    const { authorise, request } = counted();
    const again = { ...request, context: { ...request.context, 'aws:CurrentTime': '2026-01-02T00:00:00Z' } };
    expect(authorise(again)).toBe(authorise(request));
  });

  it.each<[string, Partial<AuthorisationRequest>]>([
    ['action', { action: 'kms:GenerateDataKey' }],
    ['resource', { resource: otherKeyArn }],
    ['principal', { principal: userIdentity.principal }],
    ['context key a policy mentions', { context: { 'KMS:EncryptionContextKeys': ['other'] } }],
  ])('but not for another %s', (_, changes) => {
    const { authorise, request } = counted();
    expect(authorise({ ...request, ...changes })).not.toBe(authorise(request));
  });
});

describe('policies that can not be decided by', () => {
  it('are refused at once when they test kms:ResourceAliases, whose values are not known here', () => {
    const policy = document({
      ...accountStatement,
      Condition: { StringEquals: { 'KMS:ResourceAliases': 'x' } },
    });
    expect(() => createPolicyAuthoriser(policies([], policy))).toThrow(
      "The condition keys kms:resourcealiases can't be evaluated locally",
    );
  });

  it('are refused at the first question when they are not valid', async () => {
    const invalid = document({ Effect: 'Perhaps', Action: 'kms:Decrypt', Resource: '*' });
    await expect(ask(policies([invalid], document(accountStatement)))).rejects.toThrow(
      /^The policies that decide kms:Decrypt on .* are not valid: .*Effect/,
    );
    const invalidOfKey = document({ ...accountStatement, Effect: 'Perhaps' });
    await expect(ask(policies([taskPolicy], invalidOfKey))).rejects.toThrow(
      /^The policies that decide kms:Decrypt on .* are not valid: .*Effect/,
    );
  });
});

describe('Secrets Manager', () => {
  const secretArn = `arn:aws:secretsmanager:ap-southeast-2:${accountId}:secret:rds!db-1234-AbCdEf`;
  const read = { action: 'secretsmanager:GetSecretValue', resource: secretArn, context: {} };

  it('needs an identity policy, and no policy of the secret', async () => {
    const own = document({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArn });
    expect(await ask(policies([own], undefined), read)).toEqual(allowed);
    expect(await ask(declared, read)).toEqual(noIdentityPolicy);
  });
});

describe('the reading calls of an operator', () => {
  const operator = policies(
    [document({ Effect: 'Allow', Action: ['cloudwatch:Describe*', 'logs:FilterLogEvents'], Resource: '*' })],
    undefined,
  );
  it.each([
    ['cloudwatch:DescribeAlarms', `arn:aws:cloudwatch:ap-southeast-2:${accountId}:alarm:*`],
    ['cloudwatch:DescribeAlarmHistory', `arn:aws:cloudwatch:ap-southeast-2:${accountId}:alarm:one`],
    [
      'logs:FilterLogEvents',
      `arn:aws:logs:ap-southeast-2:${accountId}:log-group:keywatch-dev-trail:log-stream:`,
    ],
  ])('%s are allowed by a policy on every resource, and by none without', async (action, resource) => {
    expect(await ask(operator, { action, resource, context: {} })).toEqual(allowed);
    expect(await ask(declared, { action, resource, context: {} })).toEqual(noIdentityPolicy);
  });
});
