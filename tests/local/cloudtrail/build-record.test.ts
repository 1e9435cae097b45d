import { DecryptCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { accessDenied } from '../../../local/authorisation/authorisation.ts';
import { buildRecord } from '../../../local/cloudtrail/build-record.ts';
import type { CloudTrailRecord } from '../../../local/cloudtrail/cloudtrail-record.ts';
import { AwsError } from '../../../local/endpoint/aws-error.ts';
import type { ObservedCall } from '../../../local/endpoint/observed-call.ts';
import {
  incorrectKey,
  invalidCiphertext,
  throttled,
  unknownCiphertextKey,
} from '../../../local/kms/kms-errors.ts';
import {
  accountId,
  keyArn,
  otherKeyArn,
  taskIdentity,
  taskSessionArn,
  userIdentity,
} from '../../support/local-aws.ts';
import { startLocalKms } from '../../support/local-kms.ts';
import { materialId, observedDecrypt } from '../../support/observed-call.ts';

const eventId = '99999999-2222-4333-8444-555555555555';
const recordOf = (changes: Partial<ObservedCall> = {}): CloudTrailRecord =>
  buildRecord(observedDecrypt(changes), eventId);

describe('the record of a successful Decrypt by a task role', () => {
  it('is exactly this, member by member and in this order', () => {
    expect(JSON.stringify(recordOf())).toBe(
      JSON.stringify({
        eventVersion: '1.11',
        userIdentity: {
          type: 'AssumedRole',
          principalId: 'AROAIOSFODNN7EXAMPLE:0123456789abcdef0123456789abcdef',
          arn: 'arn:aws:sts::111122223333:assumed-role/keywatch-dev-task/0123456789abcdef0123456789abcdef',
          accountId: '111122223333',
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          sessionContext: {
            sessionIssuer: {
              type: 'Role',
              principalId: 'AROAIOSFODNN7EXAMPLE',
              arn: 'arn:aws:iam::111122223333:role/keywatch/keywatch-dev-task',
              accountId: '111122223333',
              userName: 'keywatch-dev-task',
            },
            attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'false' },
          },
        },
        eventTime: '2026-01-01T00:05:00Z',
        eventSource: 'kms.amazonaws.com',
        eventName: 'Decrypt',
        awsRegion: 'ap-southeast-2',
        sourceIPAddress: '192.0.2.10',
        userAgent: 'aws-sdk-js/3.1162.0',
        requestParameters: {
          encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
          keyId: keyArn,
          encryptionContext: { keywatch: 'c2FsdA' },
        },
        responseElements: null,
        additionalEventData: { keyMaterialId: materialId },
        requestID: '11111111-2222-4333-8444-555555555555',
        eventID: eventId,
        readOnly: true,
        resources: [{ accountId, type: 'AWS::KMS::Key', ARN: keyArn }],
        eventType: 'AwsApiCall',
        managementEvent: true,
        recipientAccountId: '111122223333',
        eventCategory: 'Management',
      }),
    );
  });
});

describe('the VPC endpoint in a record', () => {
  const { call } = observedDecrypt();
  const throughEndpoint = { ...call, vpcEndpointId: 'vpce-0123456789abcdef0' };

  it('is that which the call passed, beside the private address', () => {
    expect(recordOf({ call: throughEndpoint })).toMatchObject({
      vpcEndpointId: 'vpce-0123456789abcdef0',
      sourceIPAddress: call.sourceIp,
    });
    expect(recordOf()).not.toHaveProperty('vpcEndpointId');
  });

  it('is not there where an AWS service called on behalf of somebody', () => {
    const record = recordOf({ call: throughEndpoint, invokedBy: 'secretsmanager.amazonaws.com' });
    expect(record).not.toHaveProperty('vpcEndpointId');
  });
});

describe('the identity in a record', () => {
  it('of a user has a user name and no session', () => {
    const { call } = observedDecrypt();
    const caller = { principal: userIdentity.principal, accessKeyId: userIdentity.accessKeyId };
    expect(recordOf({ call: { ...call, caller } }).userIdentity).toEqual({
      type: 'IAMUser',
      principalId: 'AIDAIOSFODNN7EXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/Alice',
      accountId,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'Alice',
    });
  });

  it('of a call a service made for the role is the role, invoked by the service, from the service', () => {
    const record = recordOf({ invokedBy: 'secretsmanager.amazonaws.com' });
    expect(record.userIdentity).toMatchObject({
      arn: taskSessionArn,
      invokedBy: 'secretsmanager.amazonaws.com',
    });
    expect(record.sourceIPAddress).toBe('secretsmanager.amazonaws.com');
    expect(record.userAgent).toBe('secretsmanager.amazonaws.com');
  });
});

describe('request parameters', () => {
  it.each<[string, Partial<ObservedCall>, unknown]>([
    [
      'Decrypt always has an algorithm, and nothing that was not sent',
      { input: { CiphertextBlob: 'eA==', EncryptionContext: {} } },
      { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
    ],
    [
      'GenerateDataKey with a key spec',
      {
        operation: 'GenerateDataKey',
        input: { KeyId: 'alias/x', KeySpec: 'AES_256', EncryptionContext: { 'aws:Y': 'z' } },
      },
      { keyId: 'alias/x', keySpec: 'AES_256', encryptionContext: { 'aws:Y': 'z' } },
    ],
    [
      'GenerateDataKey with a number of bytes',
      { operation: 'GenerateDataKey', input: { KeyId: keyArn, NumberOfBytes: 24 } },
      { keyId: keyArn, numberOfBytes: 24 },
    ],
    [
      'DescribeKey',
      { operation: 'DescribeKey', input: { KeyId: keyArn, GrantTokens: ['t'] } },
      { keyId: keyArn },
    ],
    [
      'GetSecretValue',
      {
        eventSource: 'secretsmanager.amazonaws.com',
        operation: 'GetSecretValue',
        input: { SecretId: 'name', VersionStage: 'AWSCURRENT' },
      },
      { secretId: 'name', versionStage: 'AWSCURRENT' },
    ],
  ])('%s', (_, changes, parameters) => {
    expect(recordOf(changes).requestParameters).toEqual(parameters);
  });

  it('of an operation nobody listed are not guessed', () => {
    expect(() => recordOf({ operation: 'Encrypt' })).toThrow(
      'What CloudTrail shows of Encrypt is not known.',
    );
  });
});

describe('the record of a failed Decrypt', () => {
  const failed = (error: AwsError, changes: Partial<ObservedCall> = {}): CloudTrailRecord =>
    recordOf({ error, ...changes });
  const present = { requestParameters: recordOf().requestParameters, resources: recordOf().resources };

  it('with a wrong context has InvalidCiphertextException, parameters and resources, but no message', () => {
    const record = failed(invalidCiphertext());
    expect(record).toMatchObject({
      errorCode: 'InvalidCiphertextException',
      ...present,
      responseElements: null,
    });
    expect(Object.keys(record)).not.toContain('errorMessage');
    expect(Object.keys(record)).not.toContain('additionalEventData');
  });

  it('with another key has IncorrectKeyException and the key that was asked for', () => {
    const error = incorrectKey();
    expect(failed(error, { resourceArn: otherKeyArn })).toMatchObject({
      errorCode: 'IncorrectKeyException',
      errorMessage: error.wireMessage,
      resources: [{ accountId, type: 'AWS::KMS::Key', ARN: otherKeyArn }],
    });
  });

  it.each<[string, AwsError, string, string | undefined]>([
    [
      'a denied call',
      accessDenied(
        { principal: taskIdentity.principal, action: 'kms:Decrypt', resource: keyArn, context: {} },
        { allowed: false, because: 'identity' },
      ),
      'AccessDenied',
      `User: ${taskSessionArn} is not authorized to perform: kms:Decrypt on resource: ${keyArn} because no identity-based policy allows the kms:Decrypt action`,
    ],
    [
      'an explicitly denied call',
      accessDenied(
        { principal: taskIdentity.principal, action: 'kms:Decrypt', resource: keyArn, context: {} },
        { allowed: false, because: 'explicit-deny', policy: 'resource' },
      ),
      'AccessDenied',
      `User: ${taskSessionArn} is not authorized to perform: kms:Decrypt on resource: ${keyArn} with an explicit deny in a resource-based policy`,
    ],
    ['an unknown key', unknownCiphertextKey(), 'AccessDenied', unknownCiphertextKey().wireMessage],
    ['a throttled call', throttled(), 'ThrottlingException', throttled().wireMessage],
  ])('%s has neither parameters nor resources', (_, error, errorCode, errorMessage) => {
    const record = failed(error);
    expect(record).toMatchObject({ errorCode, errorMessage, requestParameters: null });
    expect(Object.keys(record)).not.toContain('resources');
  });

  it('keeps the first kilobyte of a message and of a user agent', () => {
    const { call } = observedDecrypt();
    const record = failed(new AwsError('ValidationException', 'm'.repeat(2000)), {
      call: { ...call, userAgent: 'u'.repeat(2000) },
    });
    expect(record.errorMessage).toBe('m'.repeat(1024));
    expect(record.userAgent).toBe('u'.repeat(1024));
  });
});

describe('records of real calls', () => {
  it('hold neither plaintext nor ciphertext, in no encoding', async () => {
    const aws = await startLocalKms();
    const EncryptionContext = { keywatch: 'visible' };
    const dataKey = await aws
      .kms()
      .send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext }));
    await aws.kms().send(new DecryptCommand({ CiphertextBlob: dataKey.CiphertextBlob, EncryptionContext }));
    const wrong = new DecryptCommand({
      CiphertextBlob: dataKey.CiphertextBlob,
      EncryptionContext: { keywatch: 'wrong' },
    });
    await aws
      .kms()
      .send(wrong)
      .catch(() => undefined);
    await aws.close();
    const trail = JSON.stringify(aws.calls.map((call) => buildRecord(call, eventId)));
    expect(aws.calls.map(({ operation, error }) => [operation, error?.name])).toEqual([
      ['GenerateDataKey', undefined],
      ['Decrypt', undefined],
      ['Decrypt', 'InvalidCiphertextException'],
    ]);
    expect(trail).toContain('"keywatch":"visible"');
    for (const secret of [dataKey.Plaintext, dataKey.CiphertextBlob]) {
      const bytes = Buffer.from(secret ?? []);
      expect(bytes.length).toBeGreaterThan(16);
      for (const encoding of ['base64', 'base64url', 'hex', 'latin1'] as const) {
        expect(trail).not.toContain(bytes.toString(encoding));
      }
    }
  });

  it('carry the request id the caller was answered', async () => {
    const aws = await startLocalKms();
    const { $metadata } = await aws
      .kms()
      .send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256' }));
    await aws.close();
    expect(aws.calls.map((call) => buildRecord(call, eventId).requestID)).toEqual([$metadata.requestId]);
  });
});
