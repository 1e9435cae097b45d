import { beforeAll, describe, expect, it } from 'vitest';
import { keepDataClosed } from '../../bootstrap/iam/keep-data-closed.ts';
import { readPolicy } from '../../bootstrap/iam/read-policy.ts';
import { stateReadPolicy, stateWritePolicy } from '../../bootstrap/iam/state-policies.ts';
import { stateBucketPolicy, stateKeyPolicy } from '../../bootstrap/iam/state-resource-policies.ts';
import type { DeclaredStack } from '../../stack/declared-stack.ts';
import { evaluateStack } from '../../stack/evaluate.ts';
import { account, deployerPolicies, readerPolicies } from '../support/bootstrap/ci-policies.ts';

/** The bootstrap program with its own stack file, evaluated as the Pulumi CLI would run it. */
const evaluate = (config: Readonly<Record<string, string>>): Promise<DeclaredStack> =>
  evaluateStack({ stack: 'account', projectFolder: 'bootstrap', fallbackConfig: config });
const repository = { 'keywatch-bootstrap:repository': 'example-org/keywatch' };

let declared: DeclaredStack;
beforeAll(async () => {
  declared = await evaluate(repository);
});

const inputs = (type: string, name: string) => declared.resource(type, name).inputs;
const json = (text: unknown): unknown => JSON.parse(String(text));
const bucket = 'keywatch-state-111122223333-ap-southeast-2';
const stateKey = () => String(declared.resource('aws:kms/key:Key', 'state-key').outputs['arn']);
const state = () => ({
  bucketArn: `arn:aws:s3:::${bucket}`,
  keyArn: stateKey(),
  region: 'ap-southeast-2',
  project: 'keywatch',
});

describe('the stack file as it is in the repository', () => {
  it('is refused until it names the repository: nobody else is trusted by accident', async () => {
    await expect(evaluate({})).rejects.toThrow(
      'The settings of the stack account can\'t be used:\n  keywatch-bootstrap:repository is ""; it takes OWNER/NAME, or OWNER@ID/NAME@ID for a repository with immutable subjects, both without "*".',
    );
  });
});

describe('the state of the stacks', () => {
  it('lies in a private, versioned bucket that the state key encrypts', () => {
    expect(inputs('aws:s3/bucket:Bucket', 'state-bucket')).toEqual({ bucket });
    expect(inputs('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', 'state-public-access')).toEqual({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(inputs('aws:s3/bucketOwnershipControls:BucketOwnershipControls', 'state-ownership')).toEqual({
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    expect(inputs('aws:s3/bucketVersioning:BucketVersioning', 'state-versioning')).toEqual({
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    expect(
      inputs(
        'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
        'state-encryption',
      ),
    ).toEqual({
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: stateKey() },
          bucketKeyEnabled: true,
        },
      ],
    });
    expect(json(inputs('aws:s3/bucketPolicy:BucketPolicy', 'state-policy')['policy'])).toEqual(
      stateBucketPolicy(`arn:aws:s3:::${bucket}`, account.accountId),
    );
  });

  it('never expires; versions that were replaced do, after a year', () => {
    expect(
      inputs('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration', 'state-lifecycle'),
    ).toEqual({
      bucket,
      rules: [
        {
          id: 'forget-old-versions',
          status: 'Enabled',
          filter: { prefix: '' },
          noncurrentVersionExpiration: { noncurrentDays: 365 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    });
  });

  it('has a key that rotates and waits thirty days before it dies', () => {
    const key = inputs('aws:kms/key:Key', 'state-key');
    expect(key).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
    expect(json(key['policy'])).toEqual(stateKeyPolicy(account));
    expect(inputs('aws:kms/alias:Alias', 'state-alias')['name']).toBe('alias/keywatch-state');
  });

  it('is protected, bucket and key, and nothing else is', () => {
    expect(declared.resources.filter(({ options }) => options.protect).map(({ name }) => name)).toEqual([
      'state-key',
      'state-bucket',
    ]);
  });
});

describe('the roles of CI', () => {
  const subjects = {
    preview: 'pull_request',
    drift: 'ref:refs/heads/main',
    'deploy-dev': 'environment:dev',
    'deploy-prod': 'environment:prod',
  };

  it('are four, by the names that IAM has one space for', () => {
    expect(declared.ofType('aws:iam/role:Role').map(({ inputs: { name, path } }) => [name, path])).toEqual(
      Object.keys(subjects).map((word) => [`keywatch-ci-${word}`, '/keywatch-ci/']),
    );
  });

  it.each(Object.entries(subjects))('%s is taken by %s alone', (word, subject) => {
    const trust = json(inputs('aws:iam/role:Role', `${word}-role`)['assumeRolePolicy']) as {
      Statement: { Condition: unknown }[];
    };
    expect(trust.Statement.map(({ Condition }) => Condition)).toEqual([
      {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': `repo:example-org/keywatch:${subject}`,
        },
      },
    ]);
  });

  it.each([
    ['preview', Object.keys(readerPolicies())],
    ['drift', Object.keys(readerPolicies())],
    ['deploy-dev', Object.keys(deployerPolicies('dev'))],
    ['deploy-prod', Object.keys(deployerPolicies('prod'))],
  ])('%s has exactly its policies', (role, words) => {
    const attached = declared
      .ofType('aws:iam/rolePolicyAttachment:RolePolicyAttachment')
      .filter((attachment) => attachment.inputs['role'] === `keywatch-ci-${role}`)
      .map((attachment) => String(attachment.inputs['policyArn']));
    expect(attached.sort()).toEqual(
      words.map((word) => `arn:aws:iam::111122223333:policy/keywatch-ci/keywatch-ci-${role}-${word}`).sort(),
    );
  });

  it('have the documents that the tables of decisions are about', () => {
    const document = (name: string) => json(inputs('aws:iam/policy:Policy', name)['policy']);
    for (const role of ['preview', 'drift']) {
      expect(document(`${role}-read`)).toEqual(readPolicy(account, 'keywatch'));
      expect(document(`${role}-state`)).toEqual(stateReadPolicy(state(), ['dev', 'prod']));
      expect(document(`${role}-closed`)).toEqual(keepDataClosed(state().bucketArn, stateKey()));
    }
    for (const stack of ['dev', 'prod'] as const) {
      for (const [word, policy] of Object.entries(deployerPolicies(stack))) {
        if (word !== 'state') expect(document(`deploy-${stack}-${word}`)).toEqual(policy);
      }
      expect(document(`deploy-${stack}-state`)).toEqual(stateWritePolicy(state(), stack));
    }
  });

  it('leave destroying data to dev', () => {
    const destructive = declared
      .ofType('aws:iam/policy:Policy')
      .filter(({ name }) => /destruction/.test(name));
    expect(destructive.map(({ name }) => name)).toEqual(['deploy-dev-destruction']);
  });
});

describe("GitHub's OIDC provider", () => {
  it('is made for the one audience', () => {
    expect(inputs('aws:iam/openIdConnectProvider:OpenIdConnectProvider', 'github')).toEqual({
      url: 'https://token.actions.githubusercontent.com',
      clientIdLists: ['sts.amazonaws.com'],
    });
  });

  it('is taken over where the account has one', async () => {
    const arn = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const { resources } = await evaluate({ ...repository, 'keywatch-bootstrap:githubProviderArn': arn });
    expect(resources.filter(({ type }) => /openIdConnectProvider/i.test(type))).toEqual([]);
    for (const { inputs: role } of resources.filter(({ type }) => type === 'aws:iam/role:Role')) {
      expect(json(role['assumeRolePolicy'])).toMatchObject({
        Statement: [{ Principal: { Federated: arn } }],
      });
    }
  });
});

it('tells what to set in GitHub and in the stack files', () => {
  const role = (word: string) => `arn:aws:iam::111122223333:role/keywatch-ci/keywatch-ci-${word}`;
  const boundary = (stack: string) =>
    `arn:aws:iam::111122223333:policy/keywatch-ci/keywatch-ci-boundary-${stack}`;
  const provider = (stack: string) =>
    `awskms://alias/keywatch-state?region=ap-southeast-2&context_stack=${stack}`;
  expect(declared.outputs).toEqual({
    backendUrl: `s3://${bucket}?region=ap-southeast-2`,
    secretsProviders: { dev: provider('dev'), prod: provider('prod') },
    previewRoleArn: role('preview'),
    driftRoleArn: role('drift'),
    deployRoleArns: { dev: role('deploy-dev'), prod: role('deploy-prod') },
    permissionsBoundaryArns: { dev: boundary('dev'), prod: boundary('prod') },
  });
});
