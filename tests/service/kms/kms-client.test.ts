import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  DecryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  type KMSServiceException,
} from '@aws-sdk/client-kms';
import type { StandardRetryStrategy } from '@smithy/core/retry';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createKmsClient } from '../../../service/kms/kms-client.ts';
import {
  PreparedDecryptCommand,
  PreparedGenerateDataKeyCommand,
} from '../../../service/kms/prepared-commands.ts';
import { currentKeyArn, region } from '../support/test-aws.ts';

interface SeenRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly statusCode?: number;
  readonly body?: object;
  readonly date?: Date;
  readonly headers?: Readonly<Record<string, string>>;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const HOUR_MS = 3_600_000;
const dataKey = { KeyId: currentKeyArn, Plaintext: Buffer.alloc(32, 1).toString('base64') };

let server: Server;
let seen: SeenRequest[];
/** Answers to the next requests; then the data key again. */
let answers: (Answer | 'hang up')[];

beforeEach(async () => {
  seen = [];
  answers = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const answer = answers.shift() ?? {};
      if (answer === 'hang up') return void request.socket.destroy();
      response.setHeader('date', (answer.date ?? new Date()).toUTCString());
      response.setHeader('x-amzn-requestid', `request-${seen.length}`);
      response
        .writeHead(answer.statusCode ?? 200, answer.headers)
        .end(JSON.stringify(answer.body ?? dataKey));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATESTTESTTESTTEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'planted-aws-secret-access-key');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.closeAllConnections();
  server.close();
});

const input = {
  KeyId: currentKeyArn,
  CiphertextBlob: Buffer.from('wrapped'),
  EncryptionContext: { keywatch: 'context' },
};
const generateInput = { KeyId: currentKeyArn, KeySpec: 'AES_256' as const };

/** Of a single call, or counted by undici and not by the SDK. */
const ofOneCall = ['amz-sdk-invocation-id', 'authorization', 'x-amz-date', 'connection'];

const comparable = ({ headers, body }: SeenRequest) => ({
  body,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneCall.includes(name))),
});

const dateOf = (request: SeenRequest | undefined): number => {
  const stamp = String(request?.headers['x-amz-date']);
  return Date.parse(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
};

describe('the KMS client of the hot path', () => {
  it.each([
    ['Decrypt', () => new PreparedDecryptCommand(input), () => new DecryptCommand(input)],
    [
      'GenerateDataKey',
      () => new PreparedGenerateDataKeyCommand(generateInput),
      () => new GenerateDataKeyCommand(generateInput),
    ],
  ])("sends, first time and later, what the SDK's own %s sends", async (_operation, prepared, stock) => {
    const client = createKmsClient(region, 2);
    await client.send(prepared() as PreparedDecryptCommand);
    await client.send(prepared() as PreparedDecryptCommand);
    await new KMSClient({ region, retryMode: 'standard', maxAttempts: 3 }).send(stock() as DecryptCommand);
    const [first, second, expected] = seen.map(comparable);
    expect(first).toEqual(expected);
    expect(second).toEqual(expected);
    expect(expected?.headers['user-agent']).toMatch(/^aws-sdk-js\/3/);
  });

  it('answers what KMS answered, the id and the number of attempts with it', async () => {
    const output = await createKmsClient(region, 2).send(new PreparedDecryptCommand(input));
    expect(Buffer.from(output.Plaintext ?? [])).toEqual(Buffer.alloc(32, 1));
    expect(output.$metadata).toMatchObject({ httpStatusCode: 200, requestId: 'request-1', attempts: 1 });
  });

  it('tries again when a connection breaks, each attempt signed and counted', async () => {
    answers = ['hang up', {}];
    const output = await createKmsClient(region, 2).send(new PreparedDecryptCommand(input));
    expect(output.$metadata.attempts).toBe(2);
    expect(seen.map(({ headers }) => headers['amz-sdk-request'])).toEqual([
      'attempt=1; max=3',
      'attempt=2; max=3',
    ]);
  });

  const throttled = { statusCode: 400, body: { __type: 'ThrottlingException' } };
  it.each([
    ['throttles once', [throttled]],
    ['throttles always', [throttled, throttled, throttled, throttled]],
    ['fails once', [{ statusCode: 500 }]],
    ['hangs up always', ['hang up', 'hang up', 'hang up', 'hang up']],
    ['denies', [{ statusCode: 400, body: { __type: 'AccessDeniedException' } }]],
  ] as const)(
    "tries as often as the SDK's own client when KMS %s, and says how often",
    async (_title, all) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.25);
      const ours = createKmsClient(region, 2);
      const stock = new KMSClient({ region, retryMode: 'standard', maxAttempts: 3 });
      const sends = [
        [ours, () => ours.send(new PreparedDecryptCommand(input))],
        [stock, () => stock.send(new DecryptCommand(input))],
      ] as const;
      const outcomes = [];
      for (const [client, send] of sends) {
        answers = [...all];
        seen = [];
        const outcome = await send().catch((error: unknown) => error as KMSServiceException);
        const { attempts, totalRetryDelay } = outcome.$metadata;
        const error = outcome instanceof Error ? outcome.name : undefined;
        const headers = seen.map((request) => request.headers['amz-sdk-request']);
        const ids = new Set(seen.map((request) => request.headers['amz-sdk-invocation-id']));
        expect([...ids]).toEqual([expect.stringMatching(UUID)]);
        const left = ((await client.config.retryStrategy()) as StandardRetryStrategy).getCapacity();
        outcomes.push({ error, attempts, totalRetryDelay, headers, left });
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
    },
  );

  it('waits as long as KMS asks it to', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    answers = [{ statusCode: 503, headers: { 'x-amz-retry-after': '300' } }];
    const { $metadata } = await createKmsClient(region, 2).send(new PreparedDecryptCommand(input));
    // Counted from when the answer was read.
    expect($metadata.totalRetryDelay).toBeGreaterThan(200);
  });

  it('does not try a wrong Key again', async () => {
    answers = [{ statusCode: 400, body: { __type: 'InvalidCiphertextException' } }];
    const call = createKmsClient(region, 2).send(new PreparedDecryptCommand(input));
    await expect(call).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
      $metadata: { attempts: 1 },
    });
    expect(seen).toHaveLength(1);
  });

  it("corrects a clock that is an hour off by KMS's own, at once and for the other command too", async () => {
    const serverTime = new Date(Date.now() + HOUR_MS);
    const skewed = { statusCode: 400, body: { __type: 'InvalidSignatureException' }, date: serverTime };
    answers = [skewed, { date: serverTime }, { date: serverTime }];
    const client = createKmsClient(region, 2);
    await client.send(new PreparedDecryptCommand(input));
    await client.send(new PreparedGenerateDataKeyCommand(generateInput));
    const offsets = seen.map((request) => Math.abs(Math.round((dateOf(request) - Date.now()) / HOUR_MS)));
    expect(offsets).toEqual([0, 1, 1]);
  });

  it('signs with new credentials once the old ones have expired', async () => {
    const client = createKmsClient(region, 2);
    vi.stubEnv('AWS_CREDENTIAL_EXPIRATION', new Date(Date.now() - 1).toISOString());
    for (const accessKeyId of ['AKIAONE', 'AKIATWO']) {
      vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
      await client.send(new PreparedDecryptCommand(input));
    }
    expect(seen.map(({ headers }) => /AKIA[A-Z]+/.exec(String(headers.authorization))?.[0])).toEqual([
      'AKIAONE',
      'AKIATWO',
    ]);
  });

  it('works as soon as there are credentials, although the first call found none', async () => {
    const client = createKmsClient(region, 2);
    const credentials = { accessKeyId: 'AKIALATE', secretAccessKey: 's' };
    let asked = 0;
    client.config.credentials = () =>
      (asked += 1) === 1 ? Promise.reject(new Error('none yet')) : Promise.resolve(credentials);
    await expect(client.send(new PreparedDecryptCommand(input))).rejects.toThrow('none yet');
    expect(seen).toEqual([]);
    await client.send(new PreparedDecryptCommand(input));
    expect(seen).toHaveLength(1);
  });

  it('keeps its connections open between calls, and opens no more than it may', async () => {
    const client = createKmsClient(region, 2);
    const sockets = new Set<unknown>();
    server.on('connection', (socket) => sockets.add(socket));
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => client.send(new PreparedDecryptCommand(input))));
    await client.send(new PreparedDecryptCommand(input));
    expect([seen.length, sockets.size]).toEqual([7, 2]);
  });
});
