import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import type { PostOptions } from '../../../../functions/evidence/channels/post.ts';
import { createSlackChannel } from '../../../../functions/evidence/channels/slack.ts';
import { createWebhookChannel } from '../../../../functions/evidence/channels/webhook.ts';
import { buildMessage } from '../../../../functions/evidence/message.ts';
import type { EvidenceMessage } from '../../../../functions/evidence/ports.ts';
import { burstAlarm } from '../../../support/evidence/evidence-fixtures.ts';

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const { alarmName, detection, severity, title, about, meaning, runbook } = burstAlarm;
const message: EvidenceMessage = buildMessage({
  project: 'keywatch',
  stack: 'dev',
  region: 'ap-southeast-2',
  alarmName,
  detection,
  severity,
  title,
  about,
  meaning,
  runbook,
  telling: 'started',
  incident: { id: '2026-11-22T05:53:10.000Z' },
  reason: 'a < b & c > d',
  records: {
    count: 0,
    complete: true,
    byError: [],
    byPrincipal: [],
    by: [],
    bySourceAddress: [],
    requestIds: [],
  },
  clients: { known: true, addresses: [], unmatched: 0, complete: true },
  link: 'https://console/x',
});

interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let receiver: Server;
let url: string;
let received: Received[];
let answers: number[];
let waitedMs: number[];
let options: PostOptions;

beforeEach(async () => {
  received = [];
  answers = [];
  waitedMs = [];
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ path: request.url, headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200, { location: '/elsewhere' }).end('ok');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const sleep = (ms: number): Promise<void> => {
    waitedMs.push(ms);
    return Promise.resolve();
  };
  options = { fetch, timeoutMs: 5_000, retry: { attempts: 3, firstDelayMs: 500, sleep } };
});
afterEach(() => new Promise<void>((resolve) => receiver.close(() => resolve())));

const webhook = () =>
  createWebhookChannel({ ...options, url, readSecret: () => Promise.resolve(secret), now: () => new Date() });

describe('the webhook', () => {
  it('signs what it posts, as Standard Webhooks verifies it', async () => {
    await webhook().send(message);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'alarm.started',
      data: { alarmName, text: message.text },
    });
    const forged = body.replace('"count":0', '"count":1');
    expect(forged).not.toBe(body);
    expect(() => new Webhook(secret).verify(forged, headers as Record<string, string>)).toThrow();
  });

  it('has the same id whenever the same is told, and another for what is not the same', async () => {
    await webhook().send(message);
    await webhook().send(message);
    await webhook().send({ ...message, id: 'another' });
    const ids = received.map(({ headers }) => String(headers['webhook-id']));
    expect(ids[0]).toMatch(/^msg_[\w-]{27}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('tries three times, with twice the pause, what may pass', async () => {
    answers = [503, 429, 204];
    await webhook().send(message);
    expect(received).toHaveLength(3);
    expect(waitedMs).toEqual([500, 1000]);
  });

  it('gives up after three times, and says what was answered but not where', async () => {
    answers = [500, 500, 500];
    await expect(webhook().send(message)).rejects.toThrow(/^the receiver answered 500$/);
    expect(received).toHaveLength(3);
  });

  it.each([400, 401, 404, 410])('does not try again what is refused with %d', async (status) => {
    answers = [status];
    await expect(webhook().send(message)).rejects.toThrow(`answered ${status}`);
    expect(received).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    answers = [307];
    await expect(webhook().send(message)).rejects.toThrow('answered 307');
    expect(received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('tries again when nobody listens, and tells no address', async () => {
    await new Promise<void>((resolve) => receiver.close(() => resolve()));
    const failure = await webhook()
      .send(message)
      .then(() => '', String);
    expect(failure).toBe('Error: no answer: ECONNREFUSED');
    expect(waitedMs).toEqual([500, 1000]);
  });
});

describe('the Slack-compatible webhook', () => {
  const slackTo = (address: string, own: Partial<PostOptions> = {}) =>
    createSlackChannel({ ...options, ...own, readUrl: () => Promise.resolve(address) });

  it('posts the text with what Slack takes for control characters escaped, and the link behind a word', async () => {
    const toReceiver: typeof fetch = (_address, init) => fetch(url, init);
    await slackTo('https://hooks.example.com/secret', { fetch: toReceiver }).send(message);
    const { text } = JSON.parse(received[0]?.body ?? '') as { text: string };
    expect(text).toContain('*[page] Many wrong keys in a few minutes (keywatch/dev): 0 records*');
    expect(text).toContain('a &lt; b &amp; c &gt; d');
    expect(text).toContain('<https://console/x|The records in Logs Insights>');
  });

  it('posts nowhere but over https', async () => {
    await expect(slackTo(url).send(message)).rejects.toThrow('no https:// address');
    expect(received).toEqual([]);
  });
});
