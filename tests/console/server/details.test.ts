import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleEvent, Detail, Snapshot } from '../../../console/protocol.ts';
import { startFakeRun, type FakeRun } from '../../support/console/fake-run.ts';
import { noAssets, readSnapshot } from '../../support/console/page.ts';
import { devPlan } from '../../support/local-plan.ts';

const wrongKeyAlarm = 'keywatch-dev-kms-wrong-key';
const isOf =
  <Kind extends ConsoleEvent['kind']>(kind: Kind) =>
  (event: ConsoleEvent): event is Extract<ConsoleEvent, { kind: Kind }> =>
    event.kind === kind;

describe('the console opens the whole JSON', () => {
  let run: FakeRun;
  let snapshot: Snapshot;
  beforeAll(async () => {
    run = await startFakeRun({ plan: await devPlan(), assets: noAssets });
    await run.playLab();
    snapshot = await readSnapshot(run.url);
  });
  afterAll(() => run.stop());

  const wrongKeyCall = () =>
    snapshot.events.filter(isOf('call')).find(({ errorCode }) => errorCode?.startsWith('InvalidCiphertext'));
  const ofWrongKeyCall = <Kind extends ConsoleEvent['kind']>(kind: Kind) =>
    snapshot.events
      .filter(isOf(kind))
      .find((event) => 'kmsRequestId' in event && event.kmsRequestId === wrongKeyCall()?.kmsRequestId);
  const wrongKeyMatch = () =>
    snapshot.events
      .filter(isOf('match'))
      .find(
        (event) =>
          event.kmsRequestId === wrongKeyCall()?.kmsRequestId && event.detectionIds.includes(wrongKeyAlarm),
      );
  const detailOf = async (path: string): Promise<unknown> =>
    ((await (await fetch(`${run.url}/api/${path}`)).json()) as Detail).detail;

  it('of a request: the lines of the service', async () => {
    const request = snapshot.events.find(isOf('request'));
    expect(await detailOf(`events/${request?.id ?? 0}`)).toMatchObject({
      lines: [{ event: 'kms-call' }, { event: 'request' }],
    });
  });

  it('of a KMS call: what the endpoint saw, in the words of the API, without the ciphertext', async () => {
    const call = wrongKeyCall();
    const detail = await detailOf(`events/${call?.id ?? 0}`);
    expect(detail).toMatchObject({
      operation: 'Decrypt',
      requestId: call?.kmsRequestId,
      time: new Date(call?.atMs ?? 0).toISOString(),
      principal: call?.principal,
      parameters: {
        KeyId: run.loop.plan.kmsKeys[0]?.arn,
        CiphertextBlob: expect.stringMatching(/^\(withheld: \d+ bytes\)$/) as string,
        EncryptionContext: { keywatch: expect.stringMatching(/^[\da-f]{64}$/) as string },
      },
      answer: { httpStatus: 400, error: 'InvalidCiphertextException' },
    });
    expect(detail).not.toHaveProperty('eventVersion');
  });

  it('of its record: what CloudTrail writes, the same as arrives in the log group', async () => {
    const call = wrongKeyCall();
    const record = await detailOf(`events/${call?.id ?? 0}/record`);
    expect(record).toMatchObject({ eventVersion: '1.11', eventID: call?.eventId, eventName: 'Decrypt' });
    expect(record).not.toHaveProperty('requestParameters.ciphertextBlob');
    const delivery = ofWrongKeyCall('delivery');
    expect(await detailOf(`events/${delivery?.id ?? 0}`)).toMatchObject({
      logGroupName: '/keywatch/dev/trail',
      timestamp: delivery?.atMs,
      message: record,
    });
  });

  it('of a match: the filter, and the log event that it matched', async () => {
    const match = wrongKeyMatch();
    const delivery = await detailOf(`events/${ofWrongKeyCall('delivery')?.id ?? 0}`);
    const { eventId, message } = delivery as { eventId: string; message: unknown };
    const { filterPattern, metricTransformation } =
      run.loop.plan.metricFilters.find(({ filterName }) => filterName === wrongKeyAlarm) ?? {};
    expect(await detailOf(`events/${match?.id ?? 0}`)).toEqual({
      filterName: wrongKeyAlarm,
      logGroupName: '/keywatch/dev/trail',
      filterPattern,
      metricTransformation,
      match: {
        eventId,
        timestamp: match?.atMs,
        eventMessage: message,
        extractedValues: {},
      },
    });
  });

  it('of a datapoint: what the filter put into it and what its period has come to, with the zeros of two good calls', async () => {
    const match = wrongKeyMatch();
    const of = (detection: string): Promise<unknown> =>
      detailOf(`events/${match?.id ?? 0}/datapoint?detection=${detection}`);
    const { eventId } = (await detailOf(`events/${ofWrongKeyCall('delivery')?.id ?? 0}`)) as {
      eventId: string;
    };
    expect(await of(wrongKeyAlarm)).toEqual({
      Namespace: 'Keywatch/keywatch-dev',
      MetricName: 'KmsWrongKey',
      Dimensions: [],
      Period: 60,
      Datapoint: {
        Timestamp: '2026-11-21T12:02:00.000Z',
        SampleCount: 6,
        Sum: 4,
        Average: 4 / 6,
        Minimum: 0,
        Maximum: 1,
        Unit: 'None',
      },
      Contribution: {
        FilterName: wrongKeyAlarm,
        LogGroupName: '/keywatch/dev/trail',
        EventId: eventId,
        Timestamp: new Date(match?.atMs ?? 0).toISOString(),
        Value: 1,
      },
    });
  });

  it('of an alarm: the change of state, and the alarm as it is now', async () => {
    const fired = snapshot.events
      .filter(isOf('transition'))
      .find(({ detectionId, to }) => detectionId === wrongKeyAlarm && to === 'ALARM');
    expect(await detailOf(`events/${fired?.id ?? 0}`)).toMatchObject({
      previousState: { value: 'OK' },
      state: { value: 'ALARM', reason: fired?.reason },
    });
    expect(await detailOf(`alarms/${wrongKeyAlarm}`)).toMatchObject({
      AlarmName: wrongKeyAlarm,
      StateValue: 'ALARM',
      MetricName: 'KmsWrongKey',
    });
  });

  it('of a notification: the mail', async () => {
    const mail = snapshot.mails.find(({ detectionId }) => detectionId === wrongKeyAlarm);
    expect(await detailOf(`events/${mail?.id ?? 0}`)).toEqual(mail);
  });

  it.each([
    ['an event that is none', () => 'events/999999', 'There is no such event, or it is no longer kept.'],
    ['no number', () => 'events/x', 'There is no such event, or it is no longer kept.'],
    [
      'the record of a delivery',
      () => `events/${ofWrongKeyCall('delivery')?.id ?? 0}/record`,
      'CloudTrail records calls; this event is none.',
    ],
    [
      'the datapoint of a call',
      () => `events/${wrongKeyCall()?.id ?? 0}/datapoint?detection=${wrongKeyAlarm}`,
      'A call is not counted; a match is.',
    ],
    [
      'the datapoint of another alarm',
      () => `events/${wrongKeyMatch()?.id ?? 0}/datapoint?detection=keywatch-dev-kms-denied`,
      `What ${wrongKeyAlarm} counts feeds no alarm named keywatch-dev-kms-denied.`,
    ],
    ['an alarm that is not declared', () => 'alarms/no-such-alarm', 'There is no such alarm.'],
  ])('but not of %s', async (_what, path, message) => {
    const response = await fetch(`${run.url}/api/${path()}`);
    expect([response.status, await response.json()]).toEqual([404, { message }]);
  });
});
