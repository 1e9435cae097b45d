import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/endpoint/aws-error.ts';
import { describeCall } from '../../../local/endpoint/describe-call.ts';
import { callerArn } from '../../../local/endpoint/principal.ts';
import { keyArn, region, taskIdentity } from '../../support/local-aws.ts';
import { materialId, observedDecrypt } from '../../support/observed-call.ts';

const described = (input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  describeCall(observedDecrypt({ input })).parameters;

describe('a described call', () => {
  it('tells who called what, when and from where, with which parameters, and what was answered', () => {
    expect(describeCall(observedDecrypt())).toEqual({
      eventSource: 'kms.amazonaws.com',
      operation: 'Decrypt',
      requestId: '11111111-2222-4333-8444-555555555555',
      time: '2026-01-01T00:05:00.999Z',
      principal: callerArn(taskIdentity.principal),
      accessKeyId: taskIdentity.accessKeyId,
      region,
      sourceIp: '192.0.2.10',
      userAgent: 'aws-sdk-js/3.1162.0',
      parameters: {
        KeyId: keyArn,
        CiphertextBlob: '(withheld: 10 bytes)',
        EncryptionContext: { keywatch: 'c2FsdA' },
      },
      resourceArn: keyArn,
      keyMaterialId: materialId,
      answer: { httpStatus: 200 },
    });
  });

  it('tells the error as it went over the wire, and no message where it had none', () => {
    const answerTo = (error: AwsError): unknown => describeCall(observedDecrypt({ error })).answer;
    expect(answerTo(new AwsError('InvalidCiphertextException'))).toEqual({
      httpStatus: 400,
      error: 'InvalidCiphertextException',
    });
    expect(answerTo(new AwsError('KMSInternalException', 'Try again.', 500))).toEqual({
      httpStatus: 500,
      error: 'KMSInternalException',
      message: 'Try again.',
    });
  });

  it('names the service that called for somebody, and the VPC endpoint that was passed', () => {
    const { call } = observedDecrypt();
    const observed = observedDecrypt({
      invokedBy: 'secretsmanager.amazonaws.com',
      call: { ...call, vpcEndpointId: 'vpce-1' },
    });
    expect(describeCall(observed)).toMatchObject({
      invokedBy: 'secretsmanager.amazonaws.com',
      vpcEndpointId: 'vpce-1',
    });
  });

  it.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ['a grant token', { GrantTokens: ['token'] }, { GrantTokens: '(withheld)' }],
    ['a plaintext', { Plaintext: 'c2VjcmV0' }, { Plaintext: '(withheld: 8 characters)' }],
    [
      'a member nobody knows',
      { Sesame: 'open', Count: 7 },
      { Sesame: '(withheld: 4 characters)', Count: '(withheld)' },
    ],
    ['what is not the text a member is', { KeyId: { secret: 'x' } }, { KeyId: '(withheld)' }],
    [
      'an encryption context that is none',
      { EncryptionContext: { a: ['x'] } },
      { EncryptionContext: '(withheld)' },
    ],
    ['no context at all', { EncryptionContext: null }, { EncryptionContext: '(withheld)' }],
  ])('withholds %s', (_what, input, told) => {
    expect(described(input)).toEqual(told);
  });

  it('shows what names or chooses something', () => {
    const input = { KeyId: keyArn, KeySpec: 'AES_256', NumberOfBytes: 32, DryRun: true };
    expect(described(input)).toEqual(input);
    const secret = { SecretId: 's', VersionId: 'v', VersionStage: 'AWSCURRENT' };
    expect(described(secret)).toEqual(secret);
  });
});
