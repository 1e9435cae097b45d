import { beforeEach, describe, expect, it } from 'vitest';
import { failedDecrypt } from '../../../detections/recorded/kms-records.ts';
import { createEvidenceFunction } from '../../../functions/evidence/evidence-function.ts';
import { createFastPath } from '../../../functions/evidence/fast-path.ts';
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
let failures: string[];
beforeEach(() => {
  logs = new FakeLogReader();
  mail = new FakeChannel('email');
  failures = [];
});

/** Both ways into the function, over one memory. */
function start() {
  const options = {
    settings: { ...evidenceSettings, alarms: [burstAlarm, { ...burstAlarm, alarmName: otherAlarm }] },
    logs,
    incidents: createMemoryIncidentStore(),
    channels: [mail],
    onFailed: (name: string, error: Error) => failures.push(`${name}: ${error.message}`),
  };
  const fastPath = createFastPath(options);
  return {
    explainAlarm: createEvidenceFunction(options),
    tellRecords: (...records: readonly Message[]) => {
      const batch = parseRecordBatch({ Records: records });
      if (batch === undefined) throw new Error('The batch was not read.');
      return fastPath(batch);
    },
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
