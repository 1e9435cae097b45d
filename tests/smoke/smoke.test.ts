import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SmokeError } from '../../smoke/smoke-error.ts';
import {
  type Smoked,
  type World,
  action,
  fired,
  lab,
  smokeIn,
  startMs,
  stateUpdate,
  usualAlarms,
  wrongKey,
} from './smoke-world.ts';

/** The service's contract in a few lines: one record, its key, everything else refused. */
let server: Server;
let endpoint: string;
let stored: { Name?: string; Text?: string } = {};
let seen: string[] = [];
let refusal: { status: number; body: unknown };

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body = JSON.parse(text) as { Name: string; Text?: string; Key?: string };
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${body.Key === 'right' ? 'right' : ''}`.trim());
      const answer = (status: number, value: unknown): void =>
        void response.writeHead(status).end(JSON.stringify(value));
      if (request.url === '/html/encrypt') response.writeHead(503).end('<html>');
      else if (request.url === '/cut/encrypt') {
        response.writeHead(200, { 'content-length': 100 }).write('{"Message":', () => response.destroy());
      } else if (request.url === '/encrypt') {
        stored = body;
        answer(200, { Message: 'Data encrypted and stored, keep your key save', Key: 'right' });
      } else if (body.Key === 'right' && body.Name === stored.Name) answer(200, { Text: stored.Text });
      else answer(refusal.status, refusal.body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  seen = [];
  refusal = { status: 400, body: { Message: 'Data decryption failed, make sure you have the correct key' } };
});

const smoke = (world: World, applicationEndpoint = endpoint): Promise<Smoked> =>
  smokeIn(applicationEndpoint, world);

describe('the smoke scenario', () => {
  it('passes when wrong keys raise the alarm and its action is executed, with progress meanwhile', async () => {
    const report = await smoke({ history: fired });
    expect(report).toMatchObject({ passed: true, problems: [] });
    expect(seen).toEqual([
      'POST /encrypt',
      'GET /decrypt right',
      'POST /decrypt right',
      'GET /decrypt',
      'GET /decrypt',
      'GET /decrypt',
      'GET /decrypt right',
    ]);
    expect(report.progress[0]).toBe(`waiting for ${wrongKey} and its mail (0 s)`);
    expect(report.progress).toHaveLength(21);
    const tail = report.timeline.slice(7).map(({ stage, what }) => `${stage}: ${what}`);
    expect(tail).toEqual([
      `datapoint: ${wrongKey}: 4 in the period from 2026-11-21T12:00:00.000Z`,
      `alarm: ${wrongKey}: OK -> ALARM. because`,
      `mail: ${wrongKey}: sent to arn:aws:sns:x:1:topic`,
    ]);
  });

  it('fails after the deadline when the alarm stays away', async () => {
    const report = await smoke({});
    expect(report).toMatchObject({
      passed: false,
      problems: [`${wrongKey} did not go to ALARM within 1200 s.`],
    });
    expect(report.endedMs - startMs).toBe(20 * 60_000);
  });

  it('fails when the alarm fires and tells nobody', async () => {
    const report = await smoke({
      history: { [wrongKey]: [stateUpdate(wrongKey, startMs + 1_000, 'OK', 'ALARM')] },
    });
    expect(report.problems).toEqual([
      `${wrongKey} went to ALARM, but no action of it was executed: nobody was told.`,
    ]);
  });

  it("does not take another alarm's transition, nor the mail of a first evaluation to OK, for its own", async () => {
    const report = await smoke({
      history: {
        [lab]: [stateUpdate(lab, startMs + 1_000, 'OK', 'ALARM'), action(lab, startMs + 1_001)],
        [wrongKey]: [
          stateUpdate(wrongKey, startMs + 1_000, 'INSUFFICIENT_DATA', 'OK'),
          action(wrongKey, startMs + 1_001),
        ],
      },
    });
    expect(report.passed).toBe(false);
    expect(report.timeline.filter(({ stage }) => stage === 'mail').map(({ what }) => what)).toEqual([
      `${lab}: sent to arn:aws:sns:x:1:topic`,
    ]);
  });

  it('waits for the alarm of its own role, whatever the stack calls it', async () => {
    const described = {
      'Latch-kms-wrong-key': usualAlarms[lab],
      Tripwire: usualAlarms[wrongKey],
      'Tripwire-111122223333-other': usualAlarms[wrongKey],
    };
    const history = { Tripwire: fired[wrongKey] };
    const report = await smoke({ described, history });
    expect(report).toMatchObject({ passed: true, problems: [] });
    expect(report.progress[0]).toBe('waiting for Tripwire and its mail (0 s)');
  });

  it('is refused, before anything is tried, where no alarm answers to a single wrong key', async () => {
    const described = { [lab]: usualAlarms[lab], [wrongKey]: '' };
    const refused = smoke({ described });
    await expect(refused).rejects.toThrow(SmokeError);
    await expect(refused).rejects.toThrow('begins with "Somebody used a wrong key"');
    expect(seen).toEqual([]);
  });

  it('reads the history of one alarm after another', async () => {
    const report = await smoke({ history: fired, moreAlarms: ['one', 'two', 'three'] });
    expect(report).toMatchObject({ passed: true, mostAtOnce: 1 });
  });

  it('waits out an alarm that is in ALARM from before, and counts only what comes after', async () => {
    const report = await smoke({
      states: (nowMs) => (nowMs < startMs + 60_000 ? 'ALARM' : 'OK'),
      history: {
        [wrongKey]: [
          stateUpdate(wrongKey, startMs - 1, 'OK', 'ALARM'),
          action(wrongKey, startMs - 1),
          ...fired[wrongKey],
        ],
      },
    });
    expect(report.passed).toBe(true);
    expect(report.progress[0]).toBe(`${wrongKey} is in ALARM from before; waiting for it to recover (0 s)`);
    expect(report.timeline[0]?.atMs).toBe(startMs + 60_000);
  });

  it('gives up on an alarm that never recovers', async () => {
    const report = await smoke({ states: () => 'ALARM' });
    expect(report).toMatchObject({ passed: false, timeline: [] });
    expect(report.problems).toEqual([
      `${wrongKey} stayed in ALARM: somebody else is trying wrong keys, or the alarm latches.`,
    ]);
    expect(seen).toEqual([]);
  });

  describe('where the alarms page people', () => {
    const described = {
      ...usualAlarms,
      [wrongKey]: usualAlarms[wrongKey].replace('[notify]', '[page]'),
    };
    const paging = { described, history: fired };

    it('tries no wrong key and says so', async () => {
      const report = await smoke(paging);
      expect(report).toMatchObject({
        passed: true,
        notes: [expect.stringContaining('--wrong-keys') as string],
      });
      expect(seen).toEqual(['POST /encrypt', 'GET /decrypt right', 'POST /decrypt right']);
    });

    it('tries them with --wrong-keys, and always on a local run', async () => {
      expect((await smoke({ ...paging, wrongKeys: true })).notes.join()).not.toContain('--wrong-keys');
      expect((await smoke({ ...paging, awsEndpointUrl: 'http://127.0.0.1:1' })).notes.join()).not.toContain(
        '--wrong-keys',
      );
      expect(seen).toHaveLength(14);
    });
  });

  it('fails when a wrong key is answered otherwise than documented, without showing a text', async () => {
    refusal = { status: 200, body: { Text: 'oh no' } };
    const { problems } = await smoke({ history: fired });
    expect(problems).toHaveLength(4);
    expect(problems[0]).toBe('GET /decrypt with a wrong key: unexpected answer 200 {"Text":"…"}');
  });

  it.each([
    [
      'nobody listens',
      () => 'http://127.0.0.1:1',
      /^POST \S+\/encrypt failed: connect ECONNREFUSED.*\. Is the/,
    ],
    ['the answer is cut off', () => `${endpoint}/cut`, /^POST \S+\/cut\/encrypt failed: aborted\. Is the/],
    [
      'a load balancer without a target answers',
      () => `${endpoint}/html`,
      /answered 503 without JSON: <html>/,
    ],
  ])('fails in a sentence, and waits for no alarm, where %s', async (_title, at, sentence) => {
    const report = await smoke({}, at());
    expect(report).toMatchObject({ passed: false, endedMs: startMs, timeline: [] });
    expect(report.problems).toEqual([expect.stringMatching(sentence)]);
  });

  it('puts the trail records into the timeline and says how many are still missing', async () => {
    const record = {
      eventTimeMs: startMs,
      deliveredMs: startMs + 2_000,
      eventName: 'Decrypt',
      errorCode: 'InvalidCiphertextException',
      requestId: 'r1',
    };
    const report = await smoke({ history: fired, records: () => Promise.resolve([record]) });
    expect(
      report.timeline
        .filter(({ stage }) => stage === 'KMS error' || stage === 'delivery')
        .map(({ what }) => what),
    ).toEqual(['Decrypt InvalidCiphertextException, request r1', 'record of request r1 is in the log group']);
    expect(report.notes).toEqual(['CloudTrail has delivered 1 of 4 records so far.']);
  });

  it('passes without the right to read the log group, and says so', async () => {
    const report = await smoke({
      history: fired,
      records: () => Promise.reject(new Error('not authorized')),
    });
    expect(report).toMatchObject({
      passed: true,
      notes: ["The trail's log group could not be read: not authorized"],
    });
  });
});
