import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openArchives, replay } from '../../replay/replay.ts';
import {
  documentOf,
  goodCallAt,
  replayOf,
  wrongKeyAt,
  wrongKeyPlan,
  writeFiles,
} from '../support/replay/replay-of.ts';

const minuteByMinute = ['10:00:30', '10:01:30', '10:02:30', '10:03:30'].map((time) => goodCallAt(time));
const trailFolder = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/01';

describe('what a replay tells', () => {
  it('is when an alarm fires, whom it tells and what caused it', async () => {
    const { alarm, filter, changes } = await replayOf({
      'a.json': documentOf(...minuteByMinute, wrongKeyAt('10:01:07')),
    });
    expect(changes).toEqual(['10:00:01 OK', '10:02:01 ALARM', '10:03:01 OK']);
    expect(filter).toMatchObject({ matches: 1, duplicates: 0, firstMatch: '2026-01-01T10:01:07.000Z' });
    expect(alarm).toMatchObject({ timesInAlarm: 1, notifications: 2, finalState: 'OK', highestDatapoint: 1 });
    expect(alarm.datapoints).toEqual([{ timestamp: '2026-01-01T10:01:00.000Z', value: 1 }]);
    expect(alarm.transitions[1]).toMatchObject({
      from: 'OK',
      reason:
        'Threshold Crossed: 1 datapoint [1.0 (01/01/26 10:01:00)] was greater than or equal to the threshold (1.0).',
      notifications: [
        {
          action: 'arn:aws:sns:ap-southeast-2:111122223333:alerts',
          subject: 'ALARM: "kms-wrong-key" in Asia Pacific (Sydney)',
        },
      ],
      causeCount: 1,
      causes: [
        {
          metricFilter: 'wrong-key',
          time: '2026-01-01T10:01:07.000Z',
          principal:
            'arn:aws:sts::111122223333:assumed-role/keywatch-example-task/0123456789abcdef0123456789abcdef',
          sourceIPAddress: '192.0.2.10',
          eventName: 'Decrypt',
          errorCode: 'InvalidCiphertextException',
          requestID: '5c0a7a3e-0000-4000-8000-0a1b2c3d4e5f',
        },
      ],
    });
  });

  it('is nothing where the same events lack the wrong key', async () => {
    const { alarm, changes } = await replayOf({ 'a.json': documentOf(...minuteByMinute) });
    expect(changes).toEqual(['10:00:01 OK']);
    expect(alarm).toMatchObject({ matches: 0, timesInAlarm: 0, notifications: 0 });
  });

  it('does not count how an alarm without a past settles on OK as a notification', async () => {
    const { alarm } = await replayOf({ 'a.json': documentOf(...minuteByMinute) });
    expect(alarm.transitions).toMatchObject([{ to: 'OK', isSettling: true, notifications: [] }]);
  });

  it('does not take the silence after the archive for a recovery', async () => {
    const { alarm } = await replayOf({
      'a.json': documentOf(goodCallAt('10:00:30'), wrongKeyAt('10:01:07')),
    });
    expect(alarm.finalState).toBe('ALARM');
  });

  it('is the same whichever file an event is in and in whatever order', async () => {
    const events = [
      ...minuteByMinute,
      wrongKeyAt('10:01:07'),
      wrongKeyAt('10:01:08'),
      wrongKeyAt('10:03:59'),
    ];
    const together = await replayOf({ 'a.json': documentOf(...events) });
    const apart = await replayOf({
      'z.json.gz': gzipSync(documentOf(...events.slice(0, 2))),
      'b/a.json': documentOf(...events.slice(5).reverse()),
      'b/c.json': documentOf(...events.slice(2, 5).reverse()),
    });
    const facts = (alarm: typeof apart.alarm) => JSON.stringify(alarm).replace(/"file":"[^"]*"/g, '');
    expect(facts(apart.alarm)).toBe(facts(together.alarm));
    expect(apart.alarm.timesInAlarm).toBe(2);
  });

  it('shifts with the delay of delivery', async () => {
    const { changes, alarm } = await replayOf(
      { 'a.json': documentOf(...minuteByMinute, wrongKeyAt('10:01:07')) },
      { deliveryDelaySeconds: 300 },
    );
    expect(changes).toEqual(['10:05:01 OK', '10:07:01 ALARM', '10:08:01 OK']);
    expect(alarm.transitions[1]?.causes[0]).toMatchObject({
      time: '2026-01-01T10:01:07.000Z',
      delivered: '2026-01-01T10:06:07.000Z',
    });
  });

  it('leaves out events before --from and from --to on, by their own time', async () => {
    const { report, filter } = await replayOf(
      {
        'a.json': documentOf(
          wrongKeyAt('09:59:59'),
          wrongKeyAt('10:00:00'),
          wrongKeyAt('10:01:00'),
          goodCallAt('10:02:00'),
        ),
      },
      {
        fromMs: Date.parse('2026-01-01T10:00:00Z'),
        toMs: Date.parse('2026-01-01T10:01:00Z'),
        deliveryDelaySeconds: 300,
      },
    );
    expect(filter.matches).toBe(1);
    expect(report.archive).toMatchObject({ events: 1, eventsOutside: 3 });
  });

  it('counts an event that was delivered twice twice, and says so', async () => {
    const { alarm, filter, report } = await replayOf({
      'a.json': documentOf(wrongKeyAt('10:01:07'), goodCallAt('10:02:00')),
      'b.json': documentOf(wrongKeyAt('10:01:07'), goodCallAt('10:02:00')),
    });
    expect(alarm.datapoints).toEqual([{ timestamp: '2026-01-01T10:01:00.000Z', value: 2 }]);
    expect(filter).toMatchObject({ matches: 2, duplicates: 1 });
    expect(report.duplicates).toEqual({ events: 1, isComplete: true });
  });

  it('tells how often other thresholds would have fired', async () => {
    const wrongKeys = ['10:01:07', '10:01:08', '10:01:09', '10:03:07'].map((time) => wrongKeyAt(time));
    const { alarm } = await replayOf(
      { 'a.json': documentOf(...minuteByMinute, ...wrongKeys) },
      { tune: true },
    );
    expect(alarm.thresholds).toEqual([
      { threshold: 1, isDeclared: true, alarms: 2 },
      { threshold: 2, isDeclared: false, alarms: 1 },
      { threshold: 5, isDeclared: false, alarms: 0 },
    ]);
  });

  it('says that archives are of another account than the patterns name', async () => {
    const foreign = goodCallAt('10:00:00', { recipientAccountId: '999988887777' });
    const { report } = await replayOf({ 'a.json': documentOf(foreign) });
    expect(report.notes).toEqual([
      "The patterns name account 111122223333; the archives are of 999988887777. Say whose they are with --account, and with --task-role which role stands for the service's.",
    ]);
  });
});

describe('what a replay reads', () => {
  const events = [...minuteByMinute, wrongKeyAt('10:01:07')];
  const fires = ['10:00:01 OK', '10:02:01 ALARM', '10:03:01 OK'];
  const logEvent = (event: string) =>
    JSON.stringify({
      timestamp: Date.parse((JSON.parse(event) as { eventTime: string }).eventTime),
      message: event,
    });
  const exported = (event: string) =>
    `${(JSON.parse(event) as { eventTime: string }).eventTime.replace('Z', '.000Z')} ${event}`;

  it.each([
    ['a document of records', 'a.json', documentOf(...events)],
    ['a document of records, gzip', `${trailFolder}/a.json.gz`, gzipSync(documentOf(...events))],
    ['gzip without the name', 'a.json', gzipSync(documentOf(...events))],
    ['a document written over several lines', 'a.json', `{\n  "Records" : [\n${events.join(',\n')}\n]\n}\n`],
    ['a record per line', 'a.ndjson', events.join('\n')],
    [
      'a record per line, gzip in two members',
      'a.jsonl.gz',
      Buffer.concat([gzipSync(`${events.slice(0, 2).join('\n')}\n`), gzipSync(events.slice(2).join('\n'))]),
    ],
    ['a log event per line', 'a.ndjson', events.map(logEvent).join('\n')],
    ['an export of CloudWatch Logs', 'stream/000000.gz', gzipSync(`${events.map(exported).join('\n')}\n`)],
    ['a byte order mark before', 'a.json', `\uFEFF${documentOf(...events)}`],
    [
      'records with escaped keys and values',
      'a.json',
      documentOf(...events)
        .replaceAll('"eventTime"', '"event\\u0054ime"')
        .replaceAll('kms.amazonaws', '\\u006bms.amazonaws'),
    ],
  ])('is %s', async (_, name, content) => {
    const { changes, report } = await replayOf({ [name]: content });
    expect(report.problems).toEqual([]);
    expect(report.archive.events).toBe(5);
    expect(changes).toEqual(fires);
  });

  it('keeps the time of log events, which have been delivered', async () => {
    const { changes } = await replayOf(
      { 'a.ndjson': events.map(logEvent).join('\n') },
      { deliveryDelaySeconds: 300 },
    );
    expect(changes).toEqual(fires);
  });

  it('leaves out digests and files that are no logs, and says how many', async () => {
    const { report } = await replayOf({
      [`${trailFolder}/a.json`]: documentOf(...events),
      'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/d.json.gz': gzipSync('{"digest":1}'),
      'README.md': 'no log',
    });
    expect(report.archive).toMatchObject({ files: 1, ignoredFiles: 2, events: 5 });
    expect(report.problems).toEqual([]);
  });

  it('reads a file that is named twice once', async () => {
    const folder = await writeFiles({ 'a.json': documentOf(...events) });
    const report = await replay({
      plan: wrongKeyPlan,
      archives: await openArchives([folder, path.join(folder, 'a.json')]),
      deliveryDelaySeconds: 0,
      tune: false,
    });
    expect(report.archive).toMatchObject({ files: 1, events: 5 });
  });
});
