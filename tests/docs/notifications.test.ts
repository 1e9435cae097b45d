import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';

type Verify = (secret: string, headers: Record<string, string>, body: string, nowMs?: number) => unknown;

const page = 'docs/notifications.md';
const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const body = '{"type":"alarm.started"}';
const at = new Date(Date.UTC(2026, 10, 22, 5, 53, 10));
const headers = {
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(at.getTime() / 1000),
  'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
};

describe('the example that verifies a signature', () => {
  let folder: string;
  let verify: Verify;
  beforeAll(async () => {
    const example = /```js\n([\s\S]*?)```/.exec(await readFile(page, 'utf8'))?.[1] ?? '';
    folder = await mkdtemp(path.join(os.tmpdir(), 'keywatch-docs-'));
    const file = path.join(folder, 'verify.mjs');
    await writeFile(file, example);
    ({ verify } = (await import(pathToFileURL(file).href)) as { verify: Verify });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('accepts what the webhook signs, also beside the signature of an older secret', () => {
    expect(verify(secret, headers, body, at.getTime())).toEqual({ type: 'alarm.started' });
    const rotated = { ...headers, 'webhook-signature': `v1,b2xk ${headers['webhook-signature']}` };
    expect(verify(secret, rotated, body, at.getTime())).toEqual({ type: 'alarm.started' });
  });

  it.each([
    ['another body', headers, `${body} `, 0],
    ['another id', { ...headers, 'webhook-id': 'msg_2' }, body, 0],
    ['no signature', { 'webhook-id': 'msg_1', 'webhook-timestamp': headers['webhook-timestamp'] }, body, 0],
    ['a message of six minutes ago', headers, body, 360_000],
    ['a message from the future', headers, body, -360_000],
  ])('refuses %s', (_what, given, text, laterMs) => {
    expect(() => verify(secret, given, text, at.getTime() + laterMs)).toThrow();
  });
});

it('shows the first two lines as they are', async () => {
  const [, , first = '', second = ''] = (await readFile('tests/fixtures/evidence/started.txt', 'utf8')).split(
    '\n',
  );
  expect(first).not.toBe('');
  expect(await readFile(page, 'utf8')).toContain(`\n${first}\n${second}\n`);
});
