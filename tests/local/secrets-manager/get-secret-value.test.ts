import {
  CreateSecretCommand,
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authorisation, AuthorisationRequest } from '../../../local/authorisation/authorisation.ts';
import { buildRecord } from '../../../local/cloudtrail/build-record.ts';
import type { Fault } from '../../../local/endpoint/fault.ts';
import type { ObservedCall } from '../../../local/endpoint/observed-call.ts';
import type { Secret } from '../../../local/secrets-manager/secret.ts';
import { createSecretsManager } from '../../../local/secrets-manager/secrets-manager.ts';
import {
  type LocalAws,
  accountId,
  otherKeyArn,
  region,
  startLocalAws,
  taskSessionArn,
} from '../../support/local-aws.ts';

const secretArn = `arn:aws:secretsmanager:${region}:${accountId}:secret:rds!db-1234-AbCdEf`;
const password = 'PLANTED-password';
const currentId = 'aaaaaaaa-1111-4111-8111-111111111111';
const previousId = 'bbbbbbbb-2222-4222-8222-222222222222';
const secret: Secret = {
  arn: secretArn,
  name: 'rds!db-1234',
  versions: [
    {
      versionId: currentId,
      stages: ['AWSCURRENT'],
      secretString: JSON.stringify({ username: 'keywatch', password }),
      createdAtMs: Date.parse('2026-01-02T00:00:00Z'),
    },
    { versionId: previousId, stages: ['AWSPREVIOUS'], secretString: '{}', createdAtMs: 0 },
  ],
};

let secrets: readonly Secret[];
let decision: Authorisation;
let fault: Fault | undefined;
let asked: AuthorisationRequest[];
let calls: ObservedCall[];
let aws: LocalAws;
beforeEach(async () => {
  secrets = [secret];
  decision = { allowed: true };
  fault = undefined;
  asked = [];
  calls = [];
  const secretsManager = createSecretsManager({
    readSecrets: () => secrets,
    authorise: (request) => {
      asked.push(request);
      return decision;
    },
    observe: (call) => calls.push(call),
    encryptionKeyArn: otherKeyArn,
    createRequestId: () => 'a request id of its own',
    fault: () => fault,
  });
  aws = await startLocalAws({ services: [secretsManager] });
});
afterEach(() => aws.close());

const get = (input: Partial<GetSecretValueCommandInput> = {}) =>
  aws.secretsManager().send(new GetSecretValueCommand({ SecretId: secretArn, ...input }));

describe('GetSecretValue', () => {
  it.each([
    ['its ARN', secretArn],
    ['its name', 'rds!db-1234'],
    ['its ARN without the random end', secretArn.slice(0, -7)],
  ])('answers the current version of a secret named by %s', async (_, SecretId) => {
    const { $metadata, ...value } = await get({ SecretId });
    expect($metadata.httpStatusCode).toBe(200);
    expect(value).toEqual({
      ARN: secretArn,
      Name: 'rds!db-1234',
      VersionId: currentId,
      SecretString: JSON.stringify({ username: 'keywatch', password }),
      VersionStages: ['AWSCURRENT'],
      CreatedDate: new Date('2026-01-02T00:00:00Z'),
    });
  });

  it('answers a rotated value at once', async () => {
    await get();
    secrets = [{ ...secret, versions: secret.versions.map((one) => ({ ...one, secretString: 'rotated' })) }];
    expect((await get()).SecretString).toBe('rotated');
  });

  it('answers the version asked for', async () => {
    expect((await get({ VersionStage: 'AWSPREVIOUS' })).VersionId).toBe(previousId);
    expect((await get({ VersionId: previousId })).VersionStages).toEqual(['AWSPREVIOUS']);
    expect((await get({ VersionId: currentId, VersionStage: 'AWSCURRENT' })).VersionId).toBe(currentId);
  });

  it.each<[Partial<GetSecretValueCommandInput>, string, string]>([
    [{ SecretId: 'other' }, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret."],
    [
      { VersionStage: 'AWSPENDING' },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for staging label: AWSPENDING.",
    ],
    [
      { VersionId: 'cccccccc-3333-4333-8333-333333333333' },
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for VersionId: cccccccc-3333-4333-8333-333333333333.",
    ],
    [
      { VersionId: currentId, VersionStage: 'AWSPREVIOUS' },
      'InvalidRequestException',
      'You provided a VersionStage that is not associated to the provided VersionId.',
    ],
  ])('refuses %j with %s', async (input, name, message) => {
    await expect(get(input)).rejects.toMatchObject({ name, message, $metadata: { httpStatusCode: 400 } });
  });

  it('asks the policies about the secret, and about a secret that does not exist, before it answers', async () => {
    decision = { allowed: false, because: 'identity' };
    const denied = (resource: string) => ({
      name: 'AccessDeniedException',
      message: `User: ${taskSessionArn} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${resource} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
    });
    await expect(get()).rejects.toMatchObject(denied(secretArn));
    const unknown = `arn:aws:secretsmanager:${region}:${accountId}:secret:other`;
    await expect(get({ SecretId: 'other' })).rejects.toMatchObject(denied(unknown));
    expect(asked.map(({ resource }) => resource)).toEqual([secretArn, unknown]);
  });

  it('can be made to fail', async () => {
    fault = 'internal';
    await expect(get()).rejects.toMatchObject({
      name: 'InternalServiceError',
      $metadata: { httpStatusCode: 500 },
    });
    fault = 'throttle';
    await expect(get()).rejects.toMatchObject({ name: 'ThrottlingException' });
    fault = 'outage';
    await expect(get()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    expect(calls.map(({ error }) => error?.name)).toEqual(['InternalServiceError', 'ThrottlingException']);
  });
});

describe('another operation', () => {
  it('answers UnknownOperationException', async () => {
    const create = aws.secretsManager().send(new CreateSecretCommand({ Name: 'x', SecretString: 'y' }));
    await expect(create).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});

describe('the records of a read secret', () => {
  it('are the Decrypt that Secrets Manager made as the role, and the read itself', async () => {
    const { $metadata } = await get({ VersionStage: 'AWSCURRENT' });
    const [decrypt, read] = calls.map((call) => buildRecord(call, 'an event id'));
    expect(decrypt).toMatchObject({
      eventSource: 'kms.amazonaws.com',
      eventName: 'Decrypt',
      userIdentity: { arn: taskSessionArn, invokedBy: 'secretsmanager.amazonaws.com' },
      sourceIPAddress: 'secretsmanager.amazonaws.com',
      requestParameters: {
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        encryptionContext: { SecretARN: secretArn, SecretVersionId: currentId },
      },
      requestID: 'a request id of its own',
      resources: [{ accountId, type: 'AWS::KMS::Key', ARN: otherKeyArn }],
    });
    expect(read).toMatchObject({
      eventSource: 'secretsmanager.amazonaws.com',
      eventName: 'GetSecretValue',
      requestParameters: { secretId: secretArn, versionStage: 'AWSCURRENT' },
      responseElements: null,
      readOnly: true,
      requestID: $metadata.requestId,
      resources: [{ accountId, type: 'AWS::SecretsManager::Secret', ARN: secretArn }],
    });
    expect(read?.userIdentity.invokedBy).toBeUndefined();
    expect(JSON.stringify([decrypt, read])).not.toContain(password);
  });

  it('of a refused read is one, without a Decrypt', async () => {
    decision = { allowed: false, because: 'identity' };
    await get().catch(() => undefined);
    expect(calls.map((call) => buildRecord(call, 'an event id'))).toMatchObject([
      { eventName: 'GetSecretValue', errorCode: 'AccessDenied', requestParameters: null },
    ]);
  });
});
