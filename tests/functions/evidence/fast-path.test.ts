import { beforeEach, describe, expect, it } from 'vitest';
import { failedDecrypt } from '../../../detections/recorded/kms-records.ts';
import { createEvidenceFunction } from '../../../functions/evidence/evidence-function.ts';
import { createFastPath } from '../../../functions/evidence/fast-path.ts';
import type { Channel, EvidenceMessage } from '../../../functions/evidence/ports.ts';
import { parseRecordBatch } from '../../../functions/evidence/record-batch.ts';
import { createMemoryIncidentStore } from '../../../local/evidence/incident-store.ts';
import {
  alarmChange,
  alarmMs,
  alarmName,
  burstAlarm,
  evidenceSettings,
  FakeChannel,
  FakeLogReader,
  serviceGroup,
} from '../../support/evidence/evidence-fixtures.ts';

const minuteMs = 60_000;
const calledMs = alarmMs - 5 * minuteMs;
const otherAlarm = 'keywatch-dev-kms-denied';

let logs: FakeLogReader;
let mail: FakeChannel;
let slack: FakeChannel;
let failures: string[];
beforeEach(() => {
  logs = new FakeLogReader();
  mail = new FakeChannel('email');
  slack = new FakeChannel('slack');
  failures = [];
});

/** Both ways into the function, over one memory. */
function start(channels: readonly Channel[] = [mail]) {
  const options = {
    settings: { ...evidenceSettings, alarms: [burstAlarm, { ...burstAlarm, alarmName: otherAlarm }] },
    logs,
    incidents: createMemoryIncidentStore(),
    channels,
    onFailed: (name: string, error: Error) => failures.push(`${name}: ${error.message}`),
  };
  const fastPath = createFastPath(options);
  const read = (records: readonly Message[]) => {
    const batch = parseRecordBatch({ Records: records });
    if (batch === undefined) throw new Error('The batch was not read.');
    return batch;
  };
  return {
    explainAlarm: createEvidenceFunction(options),
    tellRecords: (...records: readonly Message[]) => fastPath(read(records)),
    tellWithin: (remainingMs: () => number, ...records: readonly Message[]) =>
      fastPath(read(records), remainingMs),
  };
}

interface Message {
  readonly messageId: string;
  readonly eventSource: string;
  readonly body: string;
}

const message = (number: number, atMs: number, name = alarmName): Message => {
  const record = {
    ...failedDecrypt('InvalidCiphertextException'),
    eventID: `event-${number}`,
    requestID: `kms-${number}`,
    eventTime: new Date(atMs).toISOString(),
  };
  return {
    messageId: `message-${number}`,
    eventSource: 'aws:sqs',
    body: JSON.stringify({ alarmName: name, record }),
  };
};

describe('a batch of records', () => {
  it('is one message: counts, times and the clients behind it', async () => {
    logs.put(serviceGroup, calledMs, {
      event: 'kms-call',
      outcome: 'wrong-key',
      kmsRequestId: 'kms-1',
      clientAddress: '203.0.113.9',
      route: '/decrypt',
    });
    const answer = await start().tellRecords(
      message(1, calledMs),
      message(2, calledMs + 1000),
      message(2, calledMs + 1000),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(mail.sent).toHaveLength(1);
    const { facts, text } = mail.sent[0] ?? {};
    expect(facts?.records).toMatchObject({ count: 2, complete: true, requestIds: ['kms-2', 'kms-1'] });
    expect(facts?.clients).toMatchObject({
      known: true,
      addresses: [{ address: '203.0.113.9', records: 1 }],
    });
    expect(facts?.reason).toBeUndefined();
    expect(text).toContain('In ALARM since  not yet: EventBridge saw the records first');
  });

  it('is a message for each of its alarms', async () => {
    await start().tellRecords(message(1, calledMs), message(2, calledMs, otherAlarm));
    expect(mail.sent.map(({ facts }) => facts.alarmName)).toEqual([alarmName, otherAlarm]);
  });

  it('says nothing again for records of the same incident', async () => {
    const { tellRecords } = start();
    await tellRecords(message(1, calledMs));
    await tellRecords(message(2, calledMs + minuteMs));
    expect(mail.sent).toHaveLength(1);
  });
});

describe('one incident that both ways see', () => {
  const fires = alarmChange('ALARM', alarmMs, { value: 'OK', atMs: 0 });
  const recovers = alarmChange('OK', alarmMs + 5 * minuteMs, { value: 'ALARM', atMs: alarmMs });

  it('is told once, where EventBridge is first; its end is told too', async () => {
    const { tellRecords, explainAlarm } = start();
    await tellRecords(message(1, calledMs));
    await explainAlarm(fires);
    expect(mail.sent.map(({ telling }) => telling)).toEqual(['started']);
    await explainAlarm(recovers);
    expect(mail.sent.map(({ telling }) => telling)).toEqual(['started', 'recovered']);
    expect(new Set(mail.sent.map(({ facts }) => facts.incident.id)).size).toBe(1);
  });

  it('is told once, where the alarm is first', async () => {
    const { tellRecords, explainAlarm } = start();
    await explainAlarm(fires);
    await tellRecords(message(1, calledMs));
    expect(mail.sent.map(({ telling }) => telling)).toEqual(['started']);
  });

  it('is told as two, where a batch has an old record that failed and a fresh one of the next incident', async () => {
    const { tellRecords, explainAlarm } = start([mail, slack]);
    slack.failures = 1;
    expect((await tellRecords(message(1, calledMs))).batchItemFailures).toHaveLength(1);
    slack.failures = 2;
    await expect(explainAlarm(fires)).rejects.toThrow('slack');
    await expect(explainAlarm(recovers)).rejects.toThrow('slack');
    const fresh = message(2, alarmMs + 6 * minuteMs);
    expect(await tellRecords(fresh, message(1, calledMs))).toEqual({ batchItemFailures: [] });

    const storyOf = ({ sent }: FakeChannel) =>
      sent.map(({ telling, facts: { incident, records } }) => [incident.id, telling, records.requestIds]);
    const first = new Date(calledMs).toISOString();
    const second = new Date(alarmMs + 6 * minuteMs).toISOString();
    expect(storyOf(mail)).toEqual([
      [first, 'started', ['kms-1']],
      [first, 'recovered', []],
      [second, 'started', ['kms-2']],
    ]);
    expect(storyOf(slack).sort()).toEqual([
      [first, 'started', ['kms-1']],
      [second, 'started', ['kms-2']],
    ]);
  });

  it('is another one, where records come after its end', async () => {
    const { tellRecords, explainAlarm } = start();
    await explainAlarm(fires);
    await explainAlarm(recovers);
    await tellRecords(message(1, alarmMs + 6 * minuteMs));
    expect(mail.sent.map(({ telling }) => telling)).toEqual(['started', 'recovered', 'started']);
  });
});

describe('what fails', () => {
  it('leaves the records of that alarm alone in the queue, and is told with the next try', async () => {
    const { tellRecords } = start();
    mail.failures = 1;
    const batch = [message(1, calledMs), message(2, calledMs, otherAlarm), message(3, calledMs)];
    expect(await tellRecords(...batch)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-3' }],
    });
    expect(failures).toEqual([`${alarmName}: email: out of order`]);
    expect(mail.sent.map(({ facts }) => facts.alarmName)).toEqual([otherAlarm]);

    expect(await tellRecords(message(1, calledMs), message(3, calledMs))).toEqual({ batchItemFailures: [] });
    expect(mail.sent.map(({ facts }) => facts.alarmName)).toEqual([otherAlarm, alarmName]);
  });

  it('keeps no other alarm waiting, and what those told is noted', async () => {
    const isOther = ({ facts }: EvidenceMessage): boolean => facts.alarmName === otherAlarm;
    let giveUp = (): void => undefined;
    let mailed = (): void => undefined;
    const isMailed = new Promise<void>((resolve) => (mailed = resolve));
    const deaf: Channel = {
      name: 'webhook',
      send: (told) => {
        if (!isOther(told))
          return new Promise((_, reject) => (giveUp = () => reject(new Error('no answer'))));
        mailed();
        return Promise.resolve();
      },
    };
    const telling = start([deaf]).tellRecords(message(1, calledMs), message(2, calledMs, otherAlarm));
    await isMailed;
    giveUp();
    expect(await telling).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  });

  it('includes alarms for which no time was left: they come back, and nobody is told half', async () => {
    const { tellWithin } = start();
    const answer = await tellWithin(() => 59_999, message(1, calledMs), message(2, calledMs, otherAlarm));
    expect(answer.batchItemFailures).toEqual([
      { itemIdentifier: 'message-1' },
      { itemIdentifier: 'message-2' },
    ]);
    expect(mail.sent).toEqual([]);
    expect(failures[0]).toBe(`${alarmName}: no time is left in this run`);
    const again = await tellWithin(() => 60_000, message(1, calledMs), message(2, calledMs, otherAlarm));
    expect(again).toEqual({ batchItemFailures: [] });
    expect(mail.sent).toHaveLength(2);
  });

  it('includes an alarm that nobody knows', async () => {
    const answer = await start().tellRecords(message(1, calledMs, 'other'), message(2, calledMs));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
    expect(failures).toEqual(['other: No detection of this stack has the alarm other.']);
    expect(mail.sent).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{'],
    ['no record', JSON.stringify({ alarmName })],
    ['a record without a time', JSON.stringify({ alarmName, record: { eventName: 'Decrypt' } })],
  ])('includes a message with %s', async (_, body) => {
    const answer = await start().tellRecords({ ...message(1, calledMs), body }, message(2, calledMs));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
    expect(mail.sent[0]?.facts.records.count).toBe(1);
  });
});

it('leaves every other event to the function that explains alarms', () => {
  expect(parseRecordBatch(alarmChange('ALARM', alarmMs, { value: 'OK', atMs: 0 }))).toBeUndefined();
  expect(parseRecordBatch({ Records: [{ ...message(1, 0), eventSource: 'aws:sns' }] })).toBeUndefined();
  expect(parseRecordBatch(undefined)).toBeUndefined();
});
