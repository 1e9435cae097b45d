import { beforeEach, describe, expect, it } from 'vitest';
import { createEvidenceFunction } from '../../../functions/evidence/evidence-function.ts';
import type { EvidenceSettings } from '../../../functions/evidence/settings.ts';
import { createMemoryIncidentStore } from '../../../local/evidence/incident-store.ts';
import {
  alarmChange,
  alarmMs,
  alarmName,
  burstAlarm,
  evidenceSettings,
  FakeChannel,
  FakeLogReader,
  putWrongKey,
  requestIdOf,
  serviceGroup,
  trailGroup,
} from '../../support/evidence/evidence-fixtures.ts';

const minuteMs = 60_000;
const ok = (atMs: number) => ({ value: 'OK' as const, atMs });
const inAlarm = (atMs: number) => ({ value: 'ALARM' as const, atMs });
const fires = alarmChange('ALARM', alarmMs, ok(alarmMs - 60 * minuteMs));
const recovers = alarmChange('OK', alarmMs + 5 * minuteMs, inAlarm(alarmMs));

let logs: FakeLogReader;
let mail: FakeChannel;
let webhook: FakeChannel;

beforeEach(() => {
  logs = new FakeLogReader();
  mail = new FakeChannel('email');
  webhook = new FakeChannel('webhook');
  for (let number = 0; number < 12; number++) {
    putWrongKey(logs, {
      number,
      calledMs: alarmMs - 5 * minuteMs + number * 2000,
      deliveredMs: alarmMs - 2 * minuteMs,
      client: number === 11 ? undefined : number < 3 ? '198.51.100.7' : '203.0.113.9',
    });
  }
});

const functionOf = (settings: EvidenceSettings = evidenceSettings) =>
  createEvidenceFunction({
    settings,
    logs,
    incidents: createMemoryIncidentStore(),
    channels: [mail, webhook],
  });

describe('an alarm that fires', () => {
  it('is explained in words', async () => {
    await functionOf()(fires);
    await expect(`${mail.sent[0]?.subject}\n\n${mail.sent[0]?.text}`).toMatchFileSnapshot(
      '../../fixtures/evidence/started.txt',
    );
  });

  it('is explained in facts: counts, times, clients, request ids', async () => {
    await functionOf()(fires);
    const facts = mail.sent[0]?.facts;
    expect(facts?.records).toMatchObject({
      count: 12,
      complete: true,
      firstAt: '2026-11-22T05:48:10.000Z',
      lastAt: '2026-11-22T05:48:32.000Z',
      byError: [{ what: 'InvalidCiphertextException on kms Decrypt', count: 12 }],
      byPrincipal: [
        { what: 'arn:aws:sts::111122223333:assumed-role/keywatch-dev-task/0a', count: 6 },
        { what: 'arn:aws:sts::111122223333:assumed-role/keywatch-dev-task/1b', count: 6 },
      ],
      bySourceAddress: [{ what: '192.0.2.1', count: 12 }],
    });
    expect(facts?.records.requestIds[0]).toBe(requestIdOf(11));
    expect(facts?.clients).toEqual({
      known: true,
      addresses: [
        { address: '203.0.113.9', records: 8, answers: ['/decrypt wrong-key'] },
        { address: '198.51.100.7', records: 3, answers: ['/decrypt wrong-key'] },
      ],
      unmatched: 1,
      complete: true,
    });
  });

  it('counts a record once that CloudTrail delivered twice', async () => {
    const [event] = logs.groups.get(trailGroup) ?? [];
    if (event !== undefined) logs.groups.get(trailGroup)?.push(event);
    await functionOf()(fires);
    expect(mail.sent[0]?.facts.records.count).toBe(12);
  });

  it('leaves out records that were delivered before its first period, after its decision, or match no pattern', async () => {
    const [event] = logs.groups.get(trailGroup) ?? [];
    const message = JSON.parse(event?.message ?? '') as object;
    const put = (atMs: number, changes: object) => logs.put(trailGroup, atMs, { ...message, ...changes });
    put(alarmMs - 6 * minuteMs - 11_000, { eventID: 'early' });
    put(alarmMs + 1, { eventID: 'late' });
    put(alarmMs - minuteMs, { eventID: 'another error', errorCode: 'AccessDenied' });
    put(alarmMs - 5 * minuteMs, { eventID: 'one more' });
    await functionOf()(fires);
    expect(mail.sent[0]?.facts.records.count).toBe(13);
  });

  it('is told once on each channel, however often the event comes', async () => {
    const run = functionOf();
    await run(fires);
    await run(fires);
    expect([mail.sent.length, webhook.sent.length]).toEqual([1, 1]);
  });

  it('is told again by the channel that failed, and by no other', async () => {
    const run = functionOf();
    webhook.failures = 1;
    await expect(run(fires)).rejects.toThrow('webhook: out of order');
    expect([mail.sent.length, webhook.sent.length]).toEqual([1, 0]);
    await run(fires);
    expect([mail.sent.length, webhook.sent.length]).toEqual([1, 1]);
  });
});

describe('an alarm whose logs can not be read', () => {
  it('is told all the same: with its records where only the clients are unknown, and why they are', async () => {
    logs.groups.delete(serviceGroup);
    await functionOf()(fires);
    expect(mail.sent[0]?.facts.records).toMatchObject({ count: 12, complete: true });
    expect(mail.sent[0]?.text.split('\n')[1]).toBe(
      "On 2026-11-22 from 05:48:10 to 05:48:32 UTC; the clients are unknown: the service's log could not be read (ResourceNotFoundException).",
    );
  });

  it('is told all the same: without records, and never as if there were none', async () => {
    logs.groups.delete(trailGroup);
    await functionOf()(fires);
    const { facts, subject, text } = mail.sent[0] ?? {};
    expect(facts?.records).toMatchObject({
      count: 0,
      complete: false,
      problem: 'ResourceNotFoundException',
    });
    expect(subject).toContain(': 0+ records');
    expect(text?.split('\n').slice(0, 2)).toEqual([
      'Many wrong keys in a few minutes: the records behind it could not be read (ResourceNotFoundException).',
      'When they were is unknown; the clients are unknown: the records themselves could not be read.',
    ]);
    expect(text).toContain('Records         0 or more; not all were read: ResourceNotFoundException');
  });

  it('says of what was read in part that there may be more, and why', async () => {
    const whole = logs.search;
    logs.search = async (search) => ({ ...(await whole(search)), complete: false, problem: 'TimeoutError' });
    await functionOf()(fires);
    const { facts, text } = mail.sent[0] ?? {};
    expect(facts?.records).toMatchObject({ count: 12, complete: false, problem: 'TimeoutError' });
    expect(facts?.clients).toMatchObject({ known: true, complete: false, problem: 'TimeoutError' });
    expect(text).toContain('at least 12 x ');
    expect(text).toContain('not all of the log was read: TimeoutError');
  });
});

describe('the searches behind an alarm', () => {
  it('are one for all patterns of its filters, and one for the clients', async () => {
    const asked: string[] = [];
    const whole = logs.search;
    logs.search = (search) => {
      asked.push(`${search.logGroupName} ${search.filterPatterns.length}`);
      return whole(search);
    };
    const [pattern = ''] = burstAlarm.filterPatterns;
    const filterPatterns = [pattern, '{ $.eventName = "Encrypt" }', pattern];
    await functionOf({ ...evidenceSettings, alarms: [{ ...burstAlarm, filterPatterns }] })(fires);
    expect(asked).toEqual([`${trailGroup} 3`, `${serviceGroup} 1`]);
    expect(mail.sent[0]?.facts.records.count).toBe(12);
  });
});

describe('an alarm that recovers', () => {
  it('is told in words, with the whole incident', async () => {
    const run = functionOf();
    await run(fires);
    await run(recovers);
    expect(mail.sent.map(({ telling }) => telling)).toEqual(['started', 'recovered']);
    await expect(`${mail.sent[1]?.subject}\n\n${mail.sent[1]?.text}`).toMatchFileSnapshot(
      '../../fixtures/evidence/recovered.txt',
    );
  });

  it('is not told where its detection says that OK means nothing', async () => {
    const run = functionOf({ ...evidenceSettings, alarms: [{ ...burstAlarm, notifyRecovery: false }] });
    await run(fires);
    await run(recovers);
    expect(mail.sent.map(({ telling }) => telling)).toEqual(['started']);
  });

  it('is told of each incident', async () => {
    const run = functionOf();
    for (const startMs of [alarmMs, alarmMs + 10 * minuteMs]) {
      await run(alarmChange('ALARM', startMs, ok(startMs - minuteMs)));
      await run(alarmChange('OK', startMs + 5 * minuteMs, inAlarm(startMs)));
    }
    expect(mail.sent.map(({ telling }) => telling)).toEqual(['started', 'recovered', 'started', 'recovered']);
    expect(new Set(mail.sent.map(({ id }) => id)).size).toBe(4);
  });
});

it('whose incident ended unnoticed begins another one with the next records', async () => {
  const incidents = createMemoryIncidentStore();
  const run = createEvidenceFunction({ settings: evidenceSettings, logs, incidents, channels: [mail] });
  const missing = { value: 'INSUFFICIENT_DATA', atMs: alarmMs + minuteMs } as const;
  await run(fires);
  await run(alarmChange('INSUFFICIENT_DATA', missing.atMs, inAlarm(alarmMs)));
  await run(alarmChange('OK', alarmMs + 2 * minuteMs, missing));
  expect(mail.sent.map(({ telling }) => telling)).toEqual(['started']);
  const { state } = await incidents.hold(alarmName);
  expect(state.incidents.map(({ endedMs }) => endedMs)).toEqual([alarmMs + 2 * minuteMs]);
});

describe('what is no incident', () => {
  const settling = [
    ['a new alarm that settles on OK', alarmChange('OK', alarmMs, { value: 'INSUFFICIENT_DATA', atMs: 0 })],
    ['an alarm that misses data', alarmChange('INSUFFICIENT_DATA', alarmMs, ok(0))],
  ] as const;
  it.each(settling)('%s is not told', async (_what, event) => {
    await functionOf()(event);
    expect(mail.sent).toEqual([]);
    await functionOf()(fires);
    expect(mail.sent).toHaveLength(1);
  });

  it.each([
    ['another kind of event', { source: 'aws.kms' }, 'no "CloudWatch Alarm State Change"'],
    [
      'an alarm that the settings do not know',
      JSON.parse(JSON.stringify(fires).replaceAll(alarmName, 'another')) as unknown,
      'has the alarm another',
    ],
  ])('%s is refused, so that somebody sees it', async (_what, event, sentence) => {
    await expect(functionOf()(event)).rejects.toThrow(sentence);
  });
});

describe('where the service is not deployed here', () => {
  it('says that the clients are unknown, and why', async () => {
    await functionOf({ ...evidenceSettings, alarms: [{ ...burstAlarm, madeForClients: false }] })(fires);
    expect(mail.sent[0]?.facts.clients).toEqual({
      known: false,
      because: 'these calls were not made by the service of this stack',
    });
    expect(mail.sent[0]?.text.split('\n')[1]).toBe(
      'On 2026-11-22 from 05:48:10 to 05:48:32 UTC; the clients are unknown: these calls were not made by the service of this stack.',
    );
  });

  it('tells of the silence of the trail, which no record explains', async () => {
    const silent = {
      ...burstAlarm,
      filterPatterns: [],
      madeForClients: false,
      title: 'No events reach the detections',
    };
    await functionOf({ ...evidenceSettings, alarms: [silent] })(fires);
    expect(mail.sent[0]?.text.split('\n')[0]).toBe('No events reach the detections: no record is behind it.');
  });
});
