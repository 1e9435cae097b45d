import { cbor } from '@smithy/core/cbor';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/endpoint/aws-error.ts';
import type { AwsService, Input } from '../../../local/endpoint/aws-service.ts';
import { type LocalAws, startLocalAws, taskIdentity } from '../../support/local-aws.ts';
import { type RawAnswer, type RawRequest, jsonBody, send, sign } from '../../support/signed-request.ts';

const nowMs = Date.parse('2026-03-04T05:06:07.890Z');
let inputs: Input[] = [];

const service: AwsService = {
  signingName: 'example',
  targetPrefix: 'Example_2026',
  protocols: ['aws-json-1.0', 'rpc-v2-cbor'],
  operations: {
    Echo: (input) => {
      inputs.push(input);
      return {
        Text: 'é',
        At: new Date(nowMs),
        Bytes: Buffer.from('bytes'),
        Absent: undefined,
        List: [{ Count: 3 }],
      };
    },
    Refuse: () => {
      throw new AwsError('RefusedException', 'Not today.', 400, 'Refused');
    },
    Break: () => {
      throw new Error('an internal detail');
    },
  },
};

let aws: LocalAws;
beforeEach(async () => {
  inputs = [];
  aws = await startLocalAws({ services: [service], nowMs: () => nowMs, maxBodyBytes: 1000 });
});
afterEach(() => aws.close());

const jsonRequest = (
  target: string,
  body: string | Buffer = '{}',
  headers: Record<string, string> = {},
): RawRequest => ({
  method: 'POST',
  path: '/',
  headers: {
    host: new URL(aws.url).host,
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    ...headers,
  },
  body,
});

const cborRequest = (operation: string, input: unknown = {}): RawRequest => ({
  method: 'POST',
  path: `/service/Example_2026/operation/${operation}`,
  headers: {
    host: new URL(aws.url).host,
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
  },
  body: Buffer.from(cbor.serialize(input)),
});

const ask = async (request: RawRequest): Promise<RawAnswer> =>
  send(aws.url, await sign(request, { service: 'example', signingDate: new Date(nowMs) }));

describe('AWS JSON', () => {
  it('answers blobs as base64, timestamps as epoch seconds, and leaves undefined members out', async () => {
    const answer = await ask(jsonRequest('Example_2026.Echo', '{"A":1}'));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/x-amz-json-1.0');
    expect(answer.body.toString()).toBe(
      '{"Text":"é","At":1772600767.89,"Bytes":"Ynl0ZXM=","List":[{"Count":3}]}',
    );
    expect(inputs).toEqual([{ A: 1 }]);
  });

  it('answers an error with its name in the body and in a header', async () => {
    const answer = await ask(jsonRequest('Example_2026.Refuse'));
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toBe('RefusedException');
    expect(answer.headers['x-amzn-query-error']).toBeUndefined();
    expect(jsonBody(answer)).toEqual({ __type: 'RefusedException', message: 'Not today.' });
  });

  it('tells a client in query mode the query error code too', async () => {
    const answer = await ask(jsonRequest('Example_2026.Refuse', '{}', { 'x-amzn-query-mode': 'true' }));
    expect(answer.headers['x-amzn-query-error']).toBe('Refused;Sender');
  });

  it.each([
    ['text that is not JSON', '{"A":'],
    ['a body that is not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['an array', '[]'],
    ['null', 'null'],
  ])('answers SerializationException to %s', async (_, body) => {
    const answer = await ask(jsonRequest('Example_2026.Echo', body));
    expect([answer.status, (jsonBody(answer) as { __type: string }).__type]).toEqual([
      400,
      'SerializationException',
    ]);
    expect(inputs).toEqual([]);
  });

  it('answers 413 to a body over the limit, and serves one at the limit', async () => {
    const padded = (bytes: number): string => `{"A":"${'x'.repeat(bytes - 8)}"}`;
    const over = await ask(jsonRequest('Example_2026.Echo', padded(1001)));
    expect([over.status, jsonBody(over)]).toEqual([
      413,
      { __type: 'RequestEntityTooLargeException', message: 'The request body may hold at most 1000 bytes.' },
    ]);
    expect((await ask(jsonRequest('Example_2026.Echo', padded(1000)))).status).toBe(200);
  });

  it('answers InternalFailure without details when the simulation itself fails, and tells its owner', async () => {
    const answer = await ask(jsonRequest('Example_2026.Break'));
    expect(answer.status).toBe(500);
    expect(answer.body.toString()).not.toContain('internal detail');
    expect(aws.unexpected).toEqual([new Error('an internal detail')]);
  });
});

describe('RPC v2 CBOR', () => {
  it('answers blobs as bytes and timestamps with tag 1', async () => {
    const answer = await ask(cborRequest('Echo', { A: 1, Blob: Buffer.from('bytes') }));
    expect(answer.status).toBe(200);
    expect(answer.headers['smithy-protocol']).toBe('rpc-v2-cbor');
    expect(answer.headers['content-type']).toBe('application/cbor');
    const output = cbor.deserialize(answer.body) as Record<string, unknown>;
    expect(output).toMatchObject({ Text: 'é', At: { tag: 1, value: 1772600767.89 }, List: [{ Count: 3 }] });
    expect(Buffer.from(output['Bytes'] as Uint8Array).toString()).toBe('bytes');
    expect(Object.keys(output)).not.toContain('Absent');
    expect(inputs).toEqual([{ A: 1, Blob: 'Ynl0ZXM=' }]);
  });

  it('answers errors in CBOR', async () => {
    const answer = await ask(cborRequest('Refuse'));
    expect(answer.status).toBe(400);
    expect(cbor.deserialize(answer.body)).toEqual({ __type: 'RefusedException', message: 'Not today.' });
  });

  it('answers SerializationException to bytes that are not CBOR', async () => {
    const answer = await ask({ ...cborRequest('Echo'), body: Buffer.from([0xbf, 0x61]) });
    expect(answer.status).toBe(400);
    expect(cbor.deserialize(answer.body)).toMatchObject({ __type: 'SerializationException' });
  });

  it('is served only to a request that names the protocol in its header', async () => {
    const request = cborRequest('Echo');
    const answer = await ask({
      ...request,
      headers: { ...request.headers, 'smithy-protocol': 'rpc-v2-json' },
    });
    expect(cbor.deserialize(answer.body)).toMatchObject({ __type: 'UnknownOperationException' });
    expect(inputs).toEqual([]);
  });

  it('answers 404 to an operation that does not exist', async () => {
    const answer = await ask(cborRequest('Nothing'));
    expect(answer.status).toBe(404);
    expect(cbor.deserialize(answer.body)).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

describe('what is not simulated', () => {
  it.each<[string, (request: RawRequest) => RawRequest]>([
    [
      'an operation of a known service',
      (request) => ({ ...request, headers: { ...request.headers, 'x-amz-target': 'Example_2026.Other' } }),
    ],
    [
      'a name that every object has',
      (request) => ({ ...request, headers: { ...request.headers, 'x-amz-target': 'Example_2026.toString' } }),
    ],
    [
      'an unknown service',
      (request) => ({
        ...request,
        headers: { ...request.headers, 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      }),
    ],
    [
      'a known service in another protocol',
      (request) => ({
        ...request,
        headers: { ...request.headers, 'content-type': 'application/x-amz-json-1.1' },
      }),
    ],
    ['another path', (request) => ({ ...request, path: '/other' })],
    ['a path of slashes', (request) => ({ ...request, path: '//' })],
    ['a GET', (request) => ({ ...request, method: 'GET', body: '' })],
  ])('answers UnknownOperationException to %s', async (_, change) => {
    const answer = await ask(change(jsonRequest('Example_2026.Echo')));
    expect(answer.status).toBe(400);
    expect(jsonBody(answer)).toMatchObject({ __type: 'UnknownOperationException' });
    expect((jsonBody(answer) as { message: string }).message).toMatch(/is not simulated by this endpoint\.$/);
    expect(inputs).toEqual([]);
  });
});

describe('a request in the query protocol', () => {
  it('is told in XML that its action is not simulated', async () => {
    const request = jsonRequest('Example_2026.Echo', 'Action=Echo&Version=2026-01-01', {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    });
    const answer = await ask(request);
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'text/xml']);
    expect(answer.body.toString()).toBe(
      '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code>' +
        '<Message>A POST request for / without an AWS JSON or RPC v2 CBOR target is not simulated by this endpoint.</Message></Error>' +
        `<RequestId>${String(answer.headers['x-amzn-requestid'])}</RequestId></ErrorResponse>`,
    );
  });

  it('is told nothing that is not XML', async () => {
    const request = jsonRequest('Example_2026.Echo', '', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const answer = await ask({ ...request, path: '/<&>' });
    expect(answer.body.toString()).toContain('A POST request for /&lt;&amp;&gt; without');
  });
});

describe('every answer', () => {
  it('carries a request id of its own and the date of the injected clock', async () => {
    const good = await ask(jsonRequest('Example_2026.Echo'));
    const bad = await ask(jsonRequest('Example_2026.Refuse'));
    const unsigned = await send(aws.url, jsonRequest('Example_2026.Echo'));
    const ids = [good, bad, unsigned].map(({ headers }) => headers['x-amzn-requestid']);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect([good, bad, unsigned].map(({ headers }) => headers.date)).toEqual(
      Array.from({ length: 3 }, () => 'Wed, 04 Mar 2026 05:06:07 GMT'),
    );
  });
});

describe('the endpoint', () => {
  it('listens on the loopback interface only', () => {
    expect(aws.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('gives a call the address its identity is seen from', async () => {
    let sourceIp = '';
    const seen: AwsService = {
      ...service,
      operations: {
        Echo: (_, call) => {
          sourceIp = call.sourceIp;
          return {};
        },
      },
    };
    const behindNat = await startLocalAws({
      services: [seen],
      identities: [{ ...taskIdentity, sourceIp: '203.0.113.7' }],
      nowMs: () => nowMs,
    });
    const request = jsonRequest('Example_2026.Echo', '{}', { host: new URL(behindNat.url).host });
    await send(behindNat.url, await sign(request, { service: 'example', signingDate: new Date(nowMs) }));
    await behindNat.close();
    expect(sourceIp).toBe('203.0.113.7');
  });
});
