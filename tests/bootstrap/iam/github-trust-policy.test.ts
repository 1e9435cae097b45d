import { describe, expect, it } from 'vitest';
import { githubTrustPolicy } from '../../../bootstrap/iam/github-trust-policy.ts';
import { decideTrust } from '../../support/bootstrap/decide-trust.ts';

const iss = 'token.actions.githubusercontent.com';
const providerArn = `arn:aws:iam::111122223333:oidc-provider/${iss}`;
const repository = 'example-org/keywatch';
const trust = (context: string, of = repository) =>
  githubTrustPolicy({ providerArn, repository: of, context });

it('names the provider, the audience and the whole subject', () => {
  expect(trust('environment:prod')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AssumedByGithub',
        Effect: 'Allow',
        Principal: { Federated: providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': 'repo:example-org/keywatch:environment:prod',
          },
        },
      },
    ],
  });
});

const contexts = {
  preview: 'pull_request',
  drift: 'ref:refs/heads/main',
  'deploy-dev': 'environment:dev',
  'deploy-prod': 'environment:prod',
} as const;
const token = (sub: string) => ({ iss, aud: 'sts.amazonaws.com', sub });

describe.each(Object.entries(contexts))('the role %s', (_role, context) => {
  it('is taken by its own context of the repository', async () => {
    expect(await decideTrust(trust(context), token(`repo:${repository}:${context}`))).toBe('Allowed');
  });

  it.each([
    ...Object.values(contexts)
      .filter((other) => other !== context)
      .map((other) => `repo:${repository}:${other}`),
    `repo:${repository}:${context}-2`,
    `repo:${repository}-fork:${context}`,
    `repo:another-org/keywatch:${context}`,
    `repo:example-org@1/keywatch@2:${context}`,
    `repo:${repository}:ref:refs/heads/feature`,
    `repo:${repository}:ref:refs/tags/main`,
    '',
  ])('is not taken by %s', async (sub) => {
    expect(await decideTrust(trust(context), token(sub))).not.toBe('Allowed');
  });

  it('is not taken with a token for another audience or of another issuer', async () => {
    const own = token(`repo:${repository}:${context}`);
    expect(await decideTrust(trust(context), { ...own, aud: 'https://github.com/example-org' })).not.toBe(
      'Allowed',
    );
    expect(await decideTrust(trust(context), { ...own, iss: 'token.example.com' })).not.toBe('Allowed');
  });
});

it('compares the immutable ids of a repository that has them', async () => {
  const policy = trust('pull_request', 'example-org@123456/keywatch@456789');
  const sub = (ids: readonly [number, number]) =>
    `repo:example-org@${ids[0]}/keywatch@${ids[1]}:pull_request`;
  expect(await decideTrust(policy, token(sub([123456, 456789])))).toBe('Allowed');
  expect(await decideTrust(policy, token(sub([123456, 456780])))).not.toBe('Allowed');
  expect(await decideTrust(policy, token(`repo:${repository}:pull_request`))).not.toBe('Allowed');
});
