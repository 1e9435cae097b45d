import { beforeEach, describe, expect, it } from 'vitest';
import { failedDecrypt } from '../../../detections/recorded/kms-records.ts';
import { createEvidenceFunction } from '../../../functions/evidence/evidence-function.ts';
import { createFastPath } from '../../../functions/evidence/fast-path.ts';
import { createHandler } from '../../../functions/evidence/handler.ts';
import { createMemoryIncidentStore } from '../../../local/evidence/incident-store.ts';
import {
  alarmChange,
  alarmMs,
  alarmName,
  evidenceSettings,
  FakeChannel,
  FakeLogReader,
} from '../../support/evidence/evidence-fixtures.ts';

let mail: FakeChannel;
let remainingMs: number;
beforeEach(() => {
  mail = new FakeChannel('email');
  remainingMs = 90_000;
});

/** The function as Lambda calls it. */
function startHandler() {
  const options = {
    settings: evidenceSettings,
    logs: new FakeLogReader(),
    incidents: createMemoryIncidentStore(),
    channels: [mail],
  };
  const handler = createHandler({
    explainAlarm: createEvidenceFunction(options),
    tellRecords: createFastPath(options),
  });
  return (event: unknown) => handler(event, { getRemainingTimeInMillis: () => remainingMs });
}

const record = {
  ...failedDecrypt('InvalidCiphertextException'),
  eventTime: new Date(alarmMs).toISOString(),
};
const notice = { alarmName, record };
const batch = { Records: [{ messageId: 'one', eventSource: 'aws:sqs', body: JSON.stringify(notice) }] };

it('explains an alarm, and answers nothing', async () => {
  expect(await startHandler()(alarmChange('ALARM', alarmMs, { value: 'OK', atMs: 0 }))).toBeUndefined();
  expect(mail.sent).toHaveLength(1);
});

it('tells of a batch, and answers which messages stay in the queue', async () => {
  const handle = startHandler();
  mail.failures = 1;
  expect(await handle(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'one' }] });
  expect(await handle(batch)).toEqual({ batchItemFailures: [] });
  expect(mail.sent).toHaveLength(1);
});

it('begins nothing that a run may have no time for', async () => {
  remainingMs = 10_000;
  expect(await startHandler()(batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'one' }] });
  expect(mail.sent).toEqual([]);
});

describe('what somebody takes from the queue of what nobody was told of', () => {
  it('is told, where it is a record, and once', async () => {
    const handle = startHandler();
    expect(await handle(notice)).toBeUndefined();
    await handle(notice);
    expect(mail.sent.map(({ facts }) => facts.records.count)).toEqual([1]);
  });

  it('fails where it can not be told, so that he sees it', async () => {
    mail.failures = 1;
    await expect(startHandler()(notice)).rejects.toThrow("the function's log says why");
  });

  it('is refused where it is neither a record of an alarm nor the change of one', async () => {
    const handle = startHandler();
    await expect(handle({ alarmName })).rejects.toThrow('no "CloudWatch Alarm State Change"');
    await expect(handle({ source: 'aws.kms', detail: record })).rejects.toThrow();
    expect(mail.sent).toEqual([]);
  });
});
