import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleEvent, DetectionExplanation, Snapshot } from '../../../console/protocol.ts';
import { startFakeRun, type FakeRun } from '../../support/console/fake-run.ts';
import { noAssets, readSnapshot } from '../../support/console/page.ts';
import { devPlan, ownerEmail } from '../../support/local-plan.ts';

const wrongKeyAlarm = 'keywatch-dev-kms-wrong-key';
const isOf =
  <Kind extends ConsoleEvent['kind']>(kind: Kind) =>
  (event: ConsoleEvent): event is Extract<ConsoleEvent, { kind: Kind }> =>
    event.kind === kind;

describe("the console after the lab's scenario", () => {
  let run: FakeRun;
  let snapshot: Snapshot;
  const planted = { text: 'planted-text-4711', wrongKey: 'planted-wrong-key-4711' };

  const get = async <Answer>(path: string): Promise<Answer> =>
    (await (await fetch(`${run.url}${path}`)).json()) as Answer;

  beforeAll(async () => {
    run = await startFakeRun({ plan: await devPlan(), assets: noAssets });
    await run.playLab();
    await run.advance(180_000);
    const post = (path: string, body: object) =>
      fetch(`${run.service.endpoint}${path}`, { method: 'POST', body: JSON.stringify(body) });
    await post('/encrypt', { Name: 'somebody-else', Text: planted.text });
    await post('/decrypt', { Name: 'somebody-else', Key: planted.wrongKey });
    snapshot = await readSnapshot(run.url);
  });
  afterAll(() => run.stop());

  it('shows the path of a wrong key: request, call, delivery, match, change of state, mail', () => {
    const { events } = snapshot;
    const request = events.filter(isOf('request')).find(({ statusCode }) => statusCode === 400);
    const [kmsCall] = request?.kmsCalls ?? [];
    expect(kmsCall).toMatchObject({ operation: 'Decrypt', outcome: 'wrong-key' });
    const ofCall = (event: ConsoleEvent): boolean =>
      'kmsRequestId' in event && event.kmsRequestId === kmsCall?.kmsRequestId;
    const call = events.filter(isOf('call')).find(ofCall);
    expect(call).toMatchObject({ eventName: 'Decrypt', errorCode: 'InvalidCiphertextException' });
    const delivery = events.filter(isOf('delivery')).find(ofCall);
    expect([delivery?.eventId, (delivery?.atMs ?? 0) - (call?.atMs ?? 0)]).toEqual([call?.eventId, 2_000]);
    const match = events
      .filter(isOf('match'))
      .find((event) => ofCall(event) && event.detectionIds.includes(wrongKeyAlarm));
    expect(match?.eventId).toBe(call?.eventId);
    const fired = events
      .filter(isOf('transition'))
      .find(({ detectionId, to }) => detectionId === wrongKeyAlarm && to === 'ALARM');
    expect(fired?.causeCount).toBe(4);
    expect(fired?.causes[0]).toEqual({
      matchId: match?.id,
      atMs: match?.atMs,
      eventId: call?.eventId,
      kmsRequestId: call?.kmsRequestId,
      eventName: 'Decrypt',
      errorCode: 'InvalidCiphertextException',
      principal: call?.principal,
      sourceIp: call?.sourceIp,
      requestId: request?.requestId,
      clientAddress: '127.0.0.1',
    });
    const mail = snapshot.mails.find(
      ({ detectionId, subject }) => detectionId === wrongKeyAlarm && subject.startsWith('ALARM'),
    );
    expect(mail).toMatchObject({ to: ownerEmail, from: 'AWS Notifications <no-reply@sns.amazonaws.com>' });
    expect(mail?.text).toContain('Threshold Crossed: 1 datapoint [4.0 (');
  });

  it('tells of the causes of a recovery nothing', () => {
    const recovered = snapshot.events
      .filter(isOf('transition'))
      .find(({ detectionId, from, to }) => detectionId === wrongKeyAlarm && from === 'ALARM' && to === 'OK');
    expect(recovered).toMatchObject({ causes: [], causeCount: 0 });
  });

  it('shows each declared alarm with its meaning, patterns, settings, runbook, states and next evaluation', () => {
    expect(snapshot.detections.map(({ id }) => id)).toEqual(
      run.loop.plan.alarms.map(({ alarmName }) => alarmName),
    );
    const detection = snapshot.detections.find(({ id }) => id === wrongKeyAlarm);
    expect(detection).toMatchObject({
      title: 'Somebody used a wrong key',
      severity: 'notify',
      filters: [{ filterName: wrongKeyAlarm, logGroupName: '/keywatch/dev/trail' }],
      alarm: {
        statistic: 'Sum',
        period: 60,
        threshold: 1,
        treatMissingData: 'notBreaching',
        notifiesRecovery: true,
      },
      evaluation: { everyMs: 60_000 },
      state: { value: 'OK' },
    });
    expect(detection?.meaning).toMatch(/^KMS refused to decrypt/);
    expect(detection?.runbook).toHaveLength(3);
    expect(detection?.notes[0]).toMatch(/^Role: arn:aws:iam::/);
    expect(detection?.knownGaps).toContain('Wrong keys refused by the rate limit never reach KMS.');
    expect(detection?.transitions.map(({ to }) => to)).toEqual(['OK', 'ALARM', 'OK']);
    expect((detection?.evaluation?.nextMs ?? 0) - snapshot.nowMs).toBeGreaterThan(0);
    const managed = snapshot.detections.find(({ alarm }) => alarm.namespace === 'AWS/RDS');
    expect([managed?.evaluation, managed?.state.value]).toEqual([null, 'INSUFFICIENT_DATA']);
  });

  it("follows the declared dashboard's widgets, with the values of the metrics that are simulated", () => {
    expect(snapshot.widgets.map(({ kind, x, y }) => [kind, x, y])).toEqual(
      run.loop.plan.widgets.map(({ kind, x, y }) => [kind === 'log' ? 'query' : kind, x, y]),
    );
    const { seriesId } = snapshot.detections.find(({ id }) => id === wrongKeyAlarm) ?? {};
    const graph = snapshot.widgets.find(
      (widget) => widget.kind === 'metric' && widget.lines.some((line) => line.seriesId === seriesId),
    );
    expect(graph).toMatchObject({ thresholds: [{ value: 1 }] });
    const series = snapshot.series.find(({ id }) => id === seriesId);
    expect(series).toMatchObject({
      metricName: 'KmsWrongKey',
      statistic: 'Sum',
      periodSeconds: 60,
      notSimulated: null,
    });
    expect(series?.points.map(([, value]) => value)).toContain(4);
    expect(snapshot.series.find(({ namespace }) => namespace === 'AWS/RDS')).toMatchObject({ points: [] });
  });

  it('tells which clause was false for any event', async () => {
    const good = snapshot.events
      .filter(isOf('call'))
      .find(({ eventName, errorCode }) => eventName === 'Decrypt' && errorCode === undefined);
    const explained = await get<DetectionExplanation>(
      `/api/explain?event=${good?.id ?? 0}&detection=${wrongKeyAlarm}`,
    );
    expect(explained.filters[0]).toMatchObject({ filterName: wrongKeyAlarm, matches: false });
    const { clause } = explained.filters[0] ?? {};
    const falsy = clause?.kind === 'and' ? clause.operands.filter(({ holds }) => !holds) : [];
    expect(falsy).toMatchObject([{ text: '$.errorCode = "InvalidCiphertext*"', seen: [] }]);
    const match = snapshot.events
      .filter(isOf('match'))
      .find(({ detectionIds }) => detectionIds.includes(wrongKeyAlarm));
    const matched = await get<DetectionExplanation>(
      `/api/explain?event=${match?.id ?? 0}&detection=${wrongKeyAlarm}`,
    );
    expect(matched.filters.map(({ matches }) => matches)).toEqual([true]);
    const delivery = snapshot.events.find(isOf('delivery'));
    const elsewhere = await get<DetectionExplanation>(
      `/api/explain?event=${delivery?.id ?? 0}&detection=keywatch-dev-health-record-integrity`,
    );
    expect(elsewhere.filters).toMatchObject([
      { matches: false, refusal: expect.stringMatching(/^The filter reads /) as string },
    ]);
  });

  it.each([
    ['a mail', 'mail', wrongKeyAlarm, /Filters see log events/],
    ['an alarm that is not declared', 'call', 'no-such-alarm', /No alarm is named no-such-alarm/],
  ] as const)('explains nothing of %s', async (_what, kind, detection, message) => {
    const event = snapshot.events.find(isOf(kind));
    const response = await fetch(`${run.url}/api/explain?event=${event?.id ?? 0}&detection=${detection}`);
    expect(response.status).toBe(404);
    expect((await response.json()) as object).toEqual({ message: expect.stringMatching(message) as string });
  });

  it('shows the same after a reload, and goes on from there', async () => {
    const again = await readSnapshot(run.url);
    expect(again.events).toEqual(snapshot.events);
    expect(again.mails).toEqual(snapshot.mails);
    await run.attempt('encrypt');
    const later = await readSnapshot(run.url);
    expect(later.events.slice(0, snapshot.events.length)).toEqual(snapshot.events);
    expect(later.events.length).toBeGreaterThan(snapshot.events.length);
  });

  it('lets no credential, Key or Text of anybody reach the page', async () => {
    const credentials = await run.loop.task.config.credentials();
    const secrets = [
      credentials.secretAccessKey,
      credentials.sessionToken ?? '',
      planted.text,
      planted.wrongKey,
      ...run.service.keys(),
    ];
    expect(new Set(secrets).size).toBe(secrets.length);
    const outcome = await run.attempt('decrypt');
    const answers = [
      await (await fetch(run.url)).text(),
      JSON.stringify(await readSnapshot(run.url)),
      JSON.stringify(outcome),
    ];
    for (const { id, kind } of snapshot.events) {
      answers.push(JSON.stringify(await get(`/api/events/${id}`)));
      if (kind === 'call') answers.push(JSON.stringify(await get(`/api/events/${id}/record`)));
    }
    const told = answers.join('\n');
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
    // The scan sees what is there.
    expect(told).toContain(credentials.accessKeyId);
  });
});
