import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleEvent, ScenarioId } from '../../../console/protocol.ts';
import { withholdKey } from '../../../console/server/scenarios/service-client.ts';
import { startFakeRun, type FakeRun } from '../../support/console/fake-run.ts';
import { noAssets, readSnapshot } from '../../support/console/page.ts';
import { devPlan } from '../../support/local-plan.ts';

const run = promisify(execFile);

describe('what the console lets one try', () => {
  let fake: FakeRun;

  beforeAll(async () => {
    fake = await startFakeRun({ plan: await devPlan(), assets: noAssets });
  });
  afterAll(() => fake.stop());
  afterEach(() => fake.kmsFaults.set(undefined));

  const ofKind = async (kind: ConsoleEvent['kind']): Promise<ConsoleEvent[]> =>
    (await readSnapshot(fake.url)).events.filter((event) => event.kind === kind);

  it.each<[ScenarioId, [string, number | null][]]>([
    // The first needs no secret stored before, the second stores one for itself.
    ['unknown-name', [['/decrypt', 400]]],
    [
      'decrypt',
      [
        ['/encrypt', 200],
        ['/decrypt', 200],
      ],
    ],
    ['encrypt', [['/encrypt', 200]]],
    ['decrypt', [['/decrypt', 200]]],
    ['wrong-key', [['/decrypt', 400]]],
    ['wrong-key-burst', Array.from({ length: 12 }, () => ['/decrypt', 400])],
    ['outage', [['/encrypt', 503]]],
    ['throttling', [['/encrypt', 503]]],
  ])('sends to the service what %s says, over HTTP', async (scenario, exchanges) => {
    const before = (await ofKind('request')).length;
    const outcome = await fake.attempt(scenario);
    expect(outcome.exchanges.map(({ path, status }) => [path, status])).toEqual(exchanges);
    const requests = (await ofKind('request')).slice(before);
    expect(requests).toMatchObject(outcome.exchanges.map(({ requestId }) => ({ requestId })));
    expect(outcome.summary).toMatch(/^\/(en|de)crypt answered \d+/);
  });

  it('gives the text back to whoever has the Key, and withholds the Key', async () => {
    const encrypted = await fake.attempt('encrypt');
    expect(encrypted.exchanges[0]?.answer).toContain('"Key":"(withheld: 36 characters)"');
    const decrypted = await fake.attempt('decrypt');
    expect(decrypted.exchanges[0]?.answer).toBe('{"Text":"a text from the console"}');
  });

  it('switches an outage on until it is switched off: KMS answers nothing, so there is no record', async () => {
    const calls = (await ofKind('call')).length;
    expect((await fake.attempt('outage')).fault).toBe('outage');
    expect((await readSnapshot(fake.url)).fault).toBe('outage');
    expect((await fake.attempt('decrypt')).summary).toContain('The fault stays on until it is switched off.');
    expect(await ofKind('call')).toHaveLength(calls);
    expect((await ofKind('fault')).at(-1)).toMatchObject({ fault: 'outage' });
    fake.kmsFaults.set(undefined);
    expect((await fake.attempt('encrypt')).exchanges[0]?.status).toBe(200);
  });

  it('lets KMS throttle, which leaves records that the detection counts', async () => {
    expect((await fake.attempt('throttling')).fault).toBe('throttle');
    expect((await ofKind('call')).at(-1)).toMatchObject({ errorCode: 'ThrottlingException' });
  });

  it('shows for each a script that does the same by hand', async () => {
    const { scenarios } = await readSnapshot(fake.url);
    const outcomes: [string, number, string][] = [];
    for (const { id, curl } of scenarios) {
      const before = (await ofKind('request')).length;
      const { stdout } = await run('sh', ['-c', curl]);
      const statuses = (await ofKind('request'))
        .slice(before)
        .map((event) => (event.kind === 'request' ? `${event.route ?? ''} ${event.statusCode}` : ''));
      outcomes.push([id, statuses.length, statuses.at(-1) ?? '']);
      if (id === 'decrypt') expect(stdout).toBe('{"Text":"a text from the console"}\n');
    }
    expect(outcomes).toEqual([
      ['encrypt', 1, '/encrypt 200'],
      ['decrypt', 2, '/decrypt 200'],
      ['wrong-key', 2, '/decrypt 400'],
      ['unknown-name', 1, '/decrypt 400'],
      ['wrong-key-burst', 13, '/decrypt 400'],
      ['outage', 1, '/encrypt 503'],
      ['throttling', 1, '/encrypt 503'],
    ]);
    expect(fake.kmsFaults.current()).toBeUndefined();
  });

  it.each([
    ['{"Message":"m","Key":"k-1"}', '{"Message":"m","Key":"(withheld: 3 characters)"}', 'k-1'],
    ['{"Text":"t"}', '{"Text":"t"}', undefined],
    ['{"Key":5}', '{"Key":5}', undefined],
    ['null', 'null', undefined],
    ['<html>k-1', '(9 characters that are no JSON)', undefined],
  ])('takes the Key out of %s', (answer, shown, key) => {
    expect(withholdKey(answer)).toEqual({ answer: shown, key });
  });
});
