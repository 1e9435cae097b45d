import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { awsClientOptions } from '../../../../functions/evidence/aws/client-options.ts';

/** What an alarm's run has beside its searches. */
const runMs = 90_000;

it('ends a request that is never answered, instead of a warning alone', async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new SNSClient({
    ...awsClientOptions,
    maxAttempts: 1,
    requestHandler: { ...awsClientOptions.requestHandler, requestTimeout: 20 },
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  });
  const publish = new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:111122223333:topic', Message: 'm' });
  await expect(client.send(publish)).rejects.toMatchObject({ name: 'TimeoutError' });
  client.destroy();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

it('leaves a run the time for everything else, where a service never answers', () => {
  const { maxAttempts, requestHandler } = awsClientOptions;
  const longestMs = maxAttempts * (requestHandler.connectionTimeout + requestHandler.requestTimeout);
  expect(longestMs).toBeLessThan(runMs / 6);
});
