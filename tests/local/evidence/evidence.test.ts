import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { createWebhookChannel } from '../../../functions/evidence/channels/webhook.ts';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import { devPlan, ownerEmail } from '../../support/local-plan.ts';
import { startLoop, type RunningLoop } from '../../support/running-loop.ts';

const minuteMs = 60_000;
const alarmName = 'keywatch-dev-kms-wrong-key';
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a wrong key in the local run of dev', () => {
  let plan: LocalPlan;
  let loop: RunningLoop;
  let receiver: Server;
  const posted: Posted[] = [];

  beforeAll(async () => {
    plan = await devPlan();
  });
  beforeEach(async () => {
    posted.length = 0;
    receiver = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        posted.push({ headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    loop = await startLoop(plan, 2_000, undefined, [
      createWebhookChannel({
        url: `http://127.0.0.1:${port}/hook`,
        readSecret: () => Promise.resolve(secret),
        now: () => new Date(),
        fetch,
        timeoutMs: 5_000,
        retry: { attempts: 1, firstDelayMs: 0, sleep: () => Promise.resolve() },
      }),
    ]);
    await loop.clock.advance(2 * minuteMs);
  });
  afterEach(() => new Promise<void>((resolve) => receiver.close(() => resolve())));

  it('is explained beside the plain mail, with the client, by mail and by a signed webhook', async () => {
    const ciphertext = await loop.generate({ keywatch: 'right' });
    expect(await loop.decrypt(ciphertext, { keywatch: 'wrong' })).toBe('InvalidCiphertextException');
    const calls = loop.events.flatMap((event) =>
      event.kind === 'call' && event.record.errorCode !== undefined ? [event.record] : [],
    );
    const kmsRequestId = calls[0]?.requestID;
    const caller = { clientAddress: '203.0.113.9', route: '/decrypt' };
    loop.log(JSON.stringify({ event: 'kms-call', outcome: 'wrong-key', kmsRequestId, ...caller }));
    await loop.clock.advance(2 * minuteMs);
    await loop.stop();

    const mails = loop.events.flatMap((event) =>
      event.kind === 'mail' && event.alarmName === alarmName ? [event.mail] : [],
    );
    const firing = mails.filter(({ subject }) => !subject.startsWith('OK'));
    expect(firing.map(({ to, subject }) => [to, subject])).toEqual([
      [ownerEmail, `ALARM: "${alarmName}" in Asia Pacific (Sydney)`],
      [ownerEmail, '[notify] Somebody used a wrong key (keywatch/dev): 1 record'],
    ]);
    const [first, second] = firing[1]?.text.split('\n') ?? [];
    expect(first).toBe(
      'Somebody used a wrong key: 1 x InvalidCiphertextException on kms Decrypt by role keywatch-dev-task.',
    );
    expect(second).toMatch(/^On 2026-11-21 at 12:02:\d\d UTC; behind it: 1 client, 203\.0\.113\.9 \(1\)\.$/);
    expect(firing[1]?.text).toContain(String(kmsRequestId));

    const [hook, ...more] = posted;
    expect(more).toEqual([]);
    const payload = new Webhook(secret).verify(hook?.body ?? '', hook?.headers as Record<string, string>);
    expect(payload).toMatchObject({
      type: 'alarm.started',
      data: { alarmName, clients: { addresses: [{ address: '203.0.113.9', records: 1 }] } },
    });
  });

  it('is not explained where the rule may not invoke the function, as on AWS', async () => {
    await loop.stop();
    const rules = plan.evidence?.rules.map((rule) => ({ ...rule, mayInvoke: false })) ?? [];
    const deaf = await startLoop({ ...plan, evidence: plan.evidence && { ...plan.evidence, rules } });
    const ciphertext = await deaf.generate({ keywatch: 'right' });
    await deaf.clock.advance(2 * minuteMs);
    await deaf.decrypt(ciphertext, { keywatch: 'wrong' });
    await deaf.clock.advance(2 * minuteMs);
    await deaf.stop();
    const subjects = deaf.events.flatMap((event) => (event.kind === 'mail' ? [event.mail.subject] : []));
    expect(subjects).toContain(`ALARM: "${alarmName}" in Asia Pacific (Sydney)`);
    expect(subjects.filter((subject) => subject.startsWith('['))).toEqual([]);
  });
});
