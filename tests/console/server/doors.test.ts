import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeRun, type FakeRun } from '../../support/console/fake-run.ts';
import { noAssets, sendRaw } from '../../support/console/page.ts';
import { devPlan } from '../../support/local-plan.ts';

describe("the console's doors", () => {
  let run: FakeRun;
  let own: { host: string; origin: string };
  const json = { 'content-type': 'application/json' };

  beforeAll(async () => {
    run = await startFakeRun({ plan: await devPlan(), assets: noAssets });
    own = { host: new URL(run.url).host, origin: run.url };
  });
  afterAll(() => run.stop());

  it('listens on loopback alone', () => {
    expect(run.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/api/snapshot', 'application/json; charset=utf-8'],
    ['/assets/main.js', 'text/javascript; charset=utf-8'],
    ['/no-such-page', 'application/json; charset=utf-8'],
  ])('answers %s with a policy that allows nothing but its own, and nothing inline', async (path, type) => {
    const { headers } = await sendRaw(`${run.url}${path}`, {});
    expect(headers['content-type']).toBe(type);
    const directives = String(headers['content-security-policy']).split('; ');
    expect(directives).toContain("default-src 'none'");
    expect(directives).toContain("frame-ancestors 'none'");
    const sources = directives.flatMap((directive) => directive.split(' ').slice(1));
    expect(sources.filter((source) => !["'none'", "'self'", "'script'"].includes(source))).toEqual([]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('serves a page without inline scripts or styles that tells the alarms without a script', async () => {
    const { body } = await sendRaw(run.url, {});
    expect(body).not.toMatch(
      /<style|style=|<script(?! type="module" src="\/assets\/main\.js"><\/script>)| on\w+=/,
    );
    expect(body).toContain('<noscript>');
    expect(body).toContain('keywatch-dev-kms-wrong-key');
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'refuses the Host %j, as of a name that was pointed here',
    async (host) => {
      const refused = await sendRaw(`${run.url}/api/snapshot`, { headers: { host } });
      expect(refused.status).toBe(403);
      expect(refused.body).not.toContain('detections');
      expect((await sendRaw(`${run.url}/api/snapshot`, { headers: { host: own.host } })).status).toBe(200);
    },
  );

  it('answers to localhost too', async () => {
    const host = own.host.replace('127.0.0.1', 'localhost');
    expect((await sendRaw(run.url, { headers: { host } })).status).toBe(200);
    const crossing = { headers: { host, origin: own.origin } };
    expect((await sendRaw(run.url, crossing)).status).toBe(403);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['the origin null of a sandboxed frame', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a page of another site, as the browser tells', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site but another origin', { 'sec-fetch-site': 'same-site' }],
  ])('refuses to read for %s', async (_whose, headers) => {
    const stream = await sendRaw(`${run.url}/api/events`, { headers: { ...own, ...headers } });
    expect(stream.status).toBe(403);
    expect((await sendRaw(`${run.url}/api/snapshot`, { headers: { ...own, ...headers } })).status).toBe(403);
    expect((await sendRaw(`${run.url}/api/snapshot`, { headers: own })).status).toBe(200);
  });

  it.each([
    ['no Origin', { origin: undefined }],
    ['a foreign Origin', { origin: 'http://evil.example' }],
    ['a foreign Host', { host: 'evil.example' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text, which needs no preflight', { 'content-type': 'text/plain' }],
    ['no Content-Type', { 'content-type': undefined }],
  ])('refuses a POST with %s, and does nothing', async (_what, changed) => {
    const headers = Object.fromEntries(
      Object.entries({ ...own, ...json, ...changed }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    const refused = await sendRaw(`${run.url}/api/fault`, {
      method: 'POST',
      headers,
      body: '{"fault":"outage"}',
    });
    expect(refused.status).toBe(403);
    expect(run.kmsFaults.current()).toBeUndefined();
    const allowed = { method: 'POST', headers: { ...own, ...json }, body: '{"fault":"outage"}' };
    expect(await sendRaw(`${run.url}/api/fault`, allowed)).toMatchObject({
      status: 200,
      body: '{"fault":"outage"}',
    });
    expect(run.kmsFaults.current()).toBe('outage');
    await sendRaw(`${run.url}/api/fault`, { ...allowed, body: '{"fault":null}' });
  });

  it.each([
    ['/api/fault', '{"fault":"internal"}', 400],
    ['/api/fault', '{}', 400],
    ['/api/fault', '{"fault":', 400],
    ['/api/fault', `{"fault":"${'x'.repeat(2_000)}"}`, 413],
    ['/api/try/no-such-thing', '{}', 404],
    ['/api/try/constructor', '{}', 404],
  ])('answers a wrong POST to %s in a sentence', async (path, body, status) => {
    const answer = await sendRaw(`${run.url}${path}`, { method: 'POST', headers: { ...own, ...json }, body });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ message: expect.stringMatching(/./) as string });
    expect(run.kmsFaults.current()).toBeUndefined();
  });
});
