import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsService } from '../../../local/endpoint/aws-service.ts';
import { keyArn, startLocalAws, taskIdentity, userIdentity } from '../../support/local-aws.ts';
import { type LocalKms, startLocalKms } from '../../support/local-kms.ts';
import {
  type RawRequest,
  type Signing,
  jsonBody,
  kmsRequest,
  send,
  sign,
} from '../../support/signed-request.ts';

const body = JSON.stringify({ KeyId: keyArn });

let aws: LocalKms;
beforeAll(async () => {
  aws = await startLocalKms();
});
afterAll(() => aws.close());

/** Signs a DescribeKey request, lets the test spoil it, and answers what came back. */
async function answerTo(
  signing: Signing,
  spoil: (signed: RawRequest) => RawRequest = (signed) => signed,
): Promise<{ status: number; error: unknown }> {
  const signed = await sign(kmsRequest(aws.url, 'DescribeKey', body), signing);
  const answer = await send(aws.url, spoil(signed));
  return { status: answer.status, error: answer.status === 200 ? undefined : jsonBody(answer) };
}

const withHeaders = (changes: Record<string, string | undefined>) => (signed: RawRequest) => {
  const headers = { ...signed.headers, ...changes };
  const present = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...signed, headers: Object.fromEntries(present) };
};

const authorization = (change: (header: string) => string) => (signed: RawRequest) =>
  withHeaders({ authorization: change(signed.headers['authorization'] ?? '') })(signed);

const mismatch = {
  __type: 'InvalidSignatureException',
  message:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
};
const unrecognized = {
  __type: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);

describe('a signed request', () => {
  it('is served as the one whose key signed it', async () => {
    expect(await answerTo({})).toEqual({ status: 200, error: undefined });
    expect(aws.calls.at(-1)?.call.caller).toEqual({
      principal: taskIdentity.principal,
      accessKeyId: taskIdentity.accessKeyId,
    });
    expect(await answerTo({ identity: userIdentity })).toEqual({ status: 200, error: undefined });
    expect(aws.calls.at(-1)?.call.caller.principal).toEqual(userIdentity.principal);
  });

  it('is served when a header on the way was added unsigned', async () => {
    expect(await answerTo({}, withHeaders({ 'x-forwarded-for': '192.0.2.1' }))).toMatchObject({
      status: 200,
    });
  });

  it('is served within five minutes of the clock, to either side', async () => {
    expect(await answerTo({ signingDate: minutes(-4.9) })).toMatchObject({ status: 200 });
    expect(await answerTo({ signingDate: minutes(4.9) })).toMatchObject({ status: 200 });
  });
});

describe('a request is refused', () => {
  const refused = async (error: unknown, signing: Signing, spoil?: (signed: RawRequest) => RawRequest) => {
    const before = aws.calls.length;
    expect(await answerTo(signing, spoil)).toEqual({ status: 400, error });
    expect(aws.calls).toHaveLength(before);
  };

  it('without a signature', () =>
    refused(
      { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
      {},
      withHeaders({ authorization: undefined }),
    ));

  it('with a signature of another algorithm', () =>
    refused(
      {
        __type: 'IncompleteSignatureException',
        message: 'Unsupported authorization algorithm: expected AWS4-HMAC-SHA256.',
      },
      {},
      authorization((header) => header.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')),
    ));

  it('naming each part its Authorization header lacks', () =>
    refused(
      {
        __type: 'IncompleteSignatureException',
        message:
          "Authorization header requires 'SignedHeaders' parameter. Authorization header requires 'Signature' parameter.",
      },
      {},
      authorization((header) => header.split(',')[0] ?? ''),
    ));

  it('with an access key nobody has', () =>
    refused(unrecognized, { identity: { ...taskIdentity, accessKeyId: 'ASIAUNKNOWN' } }));

  it('with another secret', () =>
    refused(mismatch, {
      identity: { ...taskIdentity, secretAccessKey: `${taskIdentity.secretAccessKey}x` },
    }));

  it("with another session's token", () =>
    refused(unrecognized, { identity: { ...taskIdentity, sessionToken: 'another' } }));

  it('with temporary credentials but no session token', () =>
    refused(unrecognized, {
      identity: {
        accessKeyId: taskIdentity.accessKeyId,
        secretAccessKey: taskIdentity.secretAccessKey,
        principal: taskIdentity.principal,
      },
    }));

  it('with a session token that the credentials do not have', () =>
    refused(unrecognized, { identity: { ...userIdentity, sessionToken: 'made-up' } }));

  it('with a token that the signature does not cover', async () => {
    const unsigned = await sign(kmsRequest(aws.url, 'DescribeKey', body), {
      identity: {
        accessKeyId: taskIdentity.accessKeyId,
        secretAccessKey: taskIdentity.secretAccessKey,
        principal: taskIdentity.principal,
      },
    });
    const answer = await send(
      aws.url,
      withHeaders({ 'x-amz-security-token': taskIdentity.sessionToken })(unsigned),
    );
    expect([answer.status, jsonBody(answer)]).toEqual([400, mismatch]);
  });

  it('when its body was exchanged', () =>
    refused(mismatch, {}, (signed) => ({ ...signed, body: JSON.stringify({ KeyId: 'other' }) })));

  it('when its body was exchanged under a signed hash of the first', async () => {
    const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const request = kmsRequest(aws.url, 'DescribeKey', body);
    const signed = await sign({ ...request, headers: { ...request.headers, 'x-amz-content-sha256': hash } });
    const answer = await send(aws.url, signed);
    expect([answer.status, jsonBody(answer)]).toEqual([400, mismatch]);
  });

  it('when it declares its body unsigned', async () => {
    const request = kmsRequest(aws.url, 'DescribeKey', body);
    const headers = { ...request.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const answer = await send(aws.url, await sign({ ...request, headers }));
    expect([answer.status, jsonBody(answer)]).toEqual([400, mismatch]);
  });

  it('when its target was exchanged', () =>
    refused(mismatch, {}, withHeaders({ 'x-amz-target': 'TrentService.Decrypt' })));

  it('when its target is not signed', () =>
    refused(mismatch, { signedHeaders: (name) => name !== 'x-amz-target' }));

  it('when its host is not signed', () => refused(mismatch, { signedHeaders: (name) => name !== 'host' }));

  it('when a query was added', () =>
    refused(mismatch, {}, (signed) => ({ ...signed, path: '/?X-Amz-Expires=60' })));

  it('when one digit of the signature was changed', () =>
    refused(
      mismatch,
      {},
      authorization((header) => header.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
    ));

  it('when the signature is shortened', () =>
    refused(
      mismatch,
      {},
      authorization((header) => header.slice(0, -2)),
    ));

  it('when it was signed for another service', () =>
    refused(
      {
        __type: 'InvalidSignatureException',
        message: "Credential should be scoped to correct service: 'kms'.",
      },
      { service: 'secretsmanager' },
    ));

  it('when it was signed for another region', () =>
    refused(
      {
        __type: 'InvalidSignatureException',
        message: "Credential should be scoped to a valid region, not 'us-east-1'.",
      },
      { region: 'us-east-1' },
    ));

  it('when the day of its scope is not that of its date', async () => {
    const today = new Date().toISOString().slice(0, 10).replace(/-/g, '');
    const { status, error } = await answerTo(
      {},
      authorization((header) => header.replace(`/${today}/`, '/20200101/')),
    );
    expect([status, (error as { __type: string }).__type]).toEqual([400, 'InvalidSignatureException']);
    expect((error as { message: string }).message).toMatch(
      /^Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20200101' != '\d{8}', from '\d{8}T\d{6}Z'\.$/,
    );
  });

  it('when a header it signed, though empty, did not arrive', async () => {
    const request = kmsRequest(aws.url, 'DescribeKey', body);
    const signed = await sign({ ...request, headers: { ...request.headers, 'x-empty': '' } });
    expect((await send(aws.url, signed)).status).toBe(200);
    const answer = await send(aws.url, withHeaders({ 'x-empty': undefined })(signed));
    expect([answer.status, jsonBody(answer)]).toEqual([400, mismatch]);
  });

  it('when its date is missing', () =>
    refused(
      {
        __type: 'IncompleteSignatureException',
        message:
          "Date must be in ISO-8601 'basic format': the request needs an 'X-Amz-Date' header such as 20260131T235959Z.",
      },
      {},
      withHeaders({ 'x-amz-date': undefined }),
    ));

  it('when it was signed more than five minutes ago, or is to be signed in more than five', async () => {
    const past = await answerTo({ signingDate: minutes(-5.1) });
    expect(past).toMatchObject({ status: 400, error: { __type: 'InvalidSignatureException' } });
    expect((past.error as { message: string }).message).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    );
    const future = await answerTo({ signingDate: minutes(5.1) });
    expect((future.error as { message: string }).message).toMatch(
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
    );
  });
});

describe('a client whose clock is an hour slow', () => {
  it('corrects itself by the Date header of the refusal and is served', async () => {
    const describeKey: AwsService = {
      signingName: 'kms',
      targetPrefix: 'TrentService',
      protocols: ['aws-json-1.1'],
      operations: { DescribeKey: () => ({ KeyMetadata: { KeyId: 'a key' } }) },
    };
    const ahead = await startLocalAws({ services: [describeKey], nowMs: () => Date.now() + 3_600_000 });
    const client = new KMSClient({ ...ahead.clientOptions(), maxAttempts: 3 });
    const answer = await client.send(new DescribeKeyCommand({ KeyId: keyArn }));
    await ahead.close();
    expect([answer.$metadata.attempts, answer.KeyMetadata?.KeyId]).toEqual([2, 'a key']);
  });
});
