import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterEach, expect, it } from 'vitest';
import type { Fault } from '../../../local/endpoint/fault.ts';
import { keyArn } from '../../support/local-aws.ts';
import { type LocalKms, type LocalKmsOptions, startLocalKms } from '../../support/local-kms.ts';

let aws: LocalKms;
afterEach(() => aws.close());

async function startWith(fault: Fault, options: LocalKmsOptions = {}): Promise<void> {
  aws = await startLocalKms({
    ...options,
    fault: (operation) => (operation === 'GenerateDataKey' ? fault : undefined),
  });
}

const generate = () => aws.kms().send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256' }));

it('throttle answers ThrottlingException with status 400, and the call is observed', async () => {
  await startWith('throttle');
  await expect(generate()).rejects.toMatchObject({
    name: 'ThrottlingException',
    message: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    $metadata: { httpStatusCode: 400 },
  });
  expect(aws.calls.map(({ error }) => error?.name)).toEqual(['ThrottlingException']);
});

it('throttle is tried again by the SDK, each attempt a call of its own', async () => {
  await startWith('throttle');
  const client = new KMSClient({ ...aws.clientOptions(), maxAttempts: 2 });
  await expect(
    client.send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256' })),
  ).rejects.toMatchObject({ $metadata: { attempts: 2 } });
  expect(new Set(aws.calls.map(({ call }) => call.requestId)).size).toBe(2);
});

it('internal answers KMSInternalException with status 500, and the call is observed', async () => {
  await startWith('internal');
  await expect(generate()).rejects.toMatchObject({
    name: 'KMSInternalException',
    $metadata: { httpStatusCode: 500 },
  });
  expect(aws.calls.map(({ error }) => error?.name)).toEqual(['KMSInternalException']);
});

it('outage answers status 503 and is not observed: KMS never saw the call', async () => {
  await startWith('outage');
  await expect(generate()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  expect(aws.calls).toEqual([]);
});

it('a delay waits by the given clock, then answers as ever', async () => {
  const waited: number[] = [];
  await startWith(
    { delayMs: 1500 },
    {
      wait: (delayMs) => {
        waited.push(delayMs);
        return Promise.resolve();
      },
    },
  );
  expect((await generate()).KeyId).toBe(keyArn);
  expect(waited).toEqual([1500]);
});

it('a fault of one operation leaves the others alone', async () => {
  await startWith('outage');
  await expect(
    aws.kms().send(new DecryptCommand({ CiphertextBlob: Buffer.from('x') })),
  ).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
});
