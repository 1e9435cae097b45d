import { DecryptCommand, DescribeKeyCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authorisation, AuthorisationRequest } from '../../../local/authorisation/authorisation.ts';
import { accountId, keyArn, taskIdentity, taskSessionArn } from '../../support/local-aws.ts';
import { type LocalKms, startLocalKms } from '../../support/local-kms.ts';

let decision: Authorisation;
let asked: AuthorisationRequest[];
let aws: LocalKms;
beforeEach(async () => {
  decision = { allowed: true };
  asked = [];
  aws = await startLocalKms({
    authorise: (request) => {
      asked.push(request);
      return decision;
    },
  });
});
afterEach(() => aws.close());

const EncryptionContext = { keywatch: 'one', tenant: 'two' };
const generate = (input: object = {}) =>
  aws
    .kms()
    .send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext, ...input }));

describe('the policies are asked', () => {
  it('about the key, with the condition keys of KMS and those of every request', async () => {
    const { CiphertextBlob } = await generate({ KeyId: 'alias/keywatch-dev' });
    await aws.kms().send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    await aws.kms().send(new DescribeKeyCommand({ KeyId: keyArn }));
    expect(asked.map(({ action, resource }) => [action, resource])).toEqual([
      ['kms:GenerateDataKey', keyArn],
      ['kms:Decrypt', keyArn],
      ['kms:DescribeKey', keyArn],
    ]);
    expect(asked[0]?.principal).toEqual(taskIdentity.principal);
    expect(asked[0]?.context).toMatchObject({
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/keywatch/keywatch-dev-task',
      'aws:PrincipalAccount': accountId,
      'aws:userid': 'AROAIOSFODNN7EXAMPLE:0123456789abcdef0123456789abcdef',
      'aws:RequestedRegion': 'ap-southeast-2',
      'aws:SourceIp': '127.0.0.1',
      'kms:CallerAccount': accountId,
      'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
      'kms:EncryptionContextKeys': ['keywatch', 'tenant'],
      'kms:EncryptionContext:keywatch': 'one',
      'kms:EncryptionContext:tenant': 'two',
      'kms:RequestAlias': 'alias/keywatch-dev',
    });
    expect(asked[1]?.context).not.toHaveProperty('kms:RequestAlias');
    expect(asked[2]?.context).not.toHaveProperty('kms:EncryptionAlgorithm');
  });

  it('without kms:EncryptionContextKeys when there is no pair, as Null conditions must see', async () => {
    await generate({ EncryptionContext: {} });
    await generate({ EncryptionContext: undefined });
    expect(asked.map(({ context }) => 'kms:EncryptionContextKeys' in context)).toEqual([false, false]);
  });
});

describe('a denied call', () => {
  it.each<[Authorisation, string]>([
    [
      { allowed: false, because: 'identity' },
      'because no identity-based policy allows the kms:GenerateDataKey action',
    ],
    [
      { allowed: false, because: 'resource' },
      'because no resource-based policy allows the kms:GenerateDataKey action',
    ],
    [
      { allowed: false, because: 'explicit-deny', policy: 'identity' },
      'with an explicit deny in an identity-based policy',
    ],
    [
      { allowed: false, because: 'explicit-deny', policy: 'resource' },
      'with an explicit deny in a resource-based policy',
    ],
  ])('by %j says so in the words of AWS, with status 400', async (denial, reason) => {
    decision = denial;
    await expect(generate()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${taskSessionArn} is not authorized to perform: kms:GenerateDataKey on resource: ${keyArn} ${reason}`,
      $metadata: { httpStatusCode: 400 },
    });
    expect(aws.calls.map(({ error }) => error?.name)).toEqual(['AccessDeniedException']);
  });
});
