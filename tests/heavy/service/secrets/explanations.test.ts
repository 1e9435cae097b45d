import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { afterEach, describe, expect, it } from 'vitest';

import { createSlackChannel } from '../../../../functions/evidence/channels/slack.ts';
import { createWebhookChannel } from '../../../../functions/evidence/channels/webhook.ts';
import { devPlan } from '../../../support/local-plan.ts';
import { startLoop } from '../../../support/running-loop.ts';
import { findSecrets } from '../../../support/secrets/find-secrets.ts';
import { marker } from '../../../support/secrets/interrogation.ts';

/** A signing key in printable bytes, so that it can be found as they are too. */
const signingKey = marker();
const secrets = {
  'signing key': signingKey,
  'signing key as it is kept': Buffer.from(signingKey).toString('base64'),
  "the webhook's address": `${marker()}${marker()}`,
};

const posting = {
  timeoutMs: 300,
  retry: { attempts: 2, firstDelayMs: 0, sleep: () => Promise.resolve() },
};

let receiver: Server;
afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

/** Explains a wrong key through both channels that take a secret, and returns all that came of it in any form. */
const explain = async (answerWith: number | undefined, signedWith: string): Promise<string> => {
  const told: unknown[] = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      told.push(request.headers, body);
      if (answerWith !== undefined) response.writeHead(answerWith).end();
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const slackUrl = `https://localhost:1/services/${secrets["the webhook's address"]}`;
  const loop = await startLoop(await devPlan(), 2_000, undefined, [
    createWebhookChannel({
      ...posting,
      url,
      fetch,
      readSecret: () => Promise.resolve(signedWith),
      now: () => new Date(),
    }),
    createSlackChannel({
      ...posting,
      readUrl: () => Promise.resolve(slackUrl),
      // A client's error may quote the address that it could not reach.
      fetch: (_address, init) =>
        answerWith === 204 ? fetch(url, init) : Promise.reject(new TypeError(`no route to ${slackUrl}`)),
    }),
  ]);
  await loop.clock.advance(120_000);
  const ciphertext = await loop.generate({ keywatch: 'right' });
  await loop.decrypt(ciphertext, { keywatch: 'wrong' });
  await loop.clock.advance(120_000);
  await loop.stop().catch((failure: unknown) => told.push(failure));
  return inspect([told, loop.events], {
    depth: Infinity,
    maxArrayLength: Infinity,
    maxStringLength: Infinity,
  });
};

const kept = `whsec_${secrets['signing key as it is kept']}`;

describe('the secrets of the channels that explain alarms', { timeout: 120_000 }, () => {
  it.each([
    ['answers', 204, kept, /'webhook-signature': 'v1,/],
    ['refuses', 400, kept, /the receiver answered 400/],
    ['fails', 500, kept, /the receiver answered 500/],
    ['does not answer', undefined, kept, /no answer: TimeoutError/],
    ['is never asked, the key being none', 204, `whsec_%${signingKey.slice(1)}`, /webhook: /],
  ])(
    'are in no message, event, mail or error when the receiver %s',
    async (_title, status, signedWith, shows) => {
      const all = await explain(status, signedWith);
      expect(all).toMatch(shows);
      expect(all).toContain('Somebody used a wrong key');
      expect(findSecrets(Buffer.from(all), secrets, 'explanations')).toEqual([]);
    },
  );

  it('would have been found', () => {
    const key = randomBytes(24).toString('base64');
    expect(
      findSecrets(Buffer.from(inspect({ headers: { authorization: key } })), { key }, 'here'),
    ).not.toEqual([]);
  });
});
