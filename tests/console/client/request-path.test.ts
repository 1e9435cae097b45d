import { describe, expect, it } from 'vitest';
import { type PathStep, stages } from '../../../console/client/model/path-step.ts';
import { buildPath, pathUrgency, stageProgress } from '../../../console/client/model/request-path.ts';
import { createRunModel } from '../../../console/client/model/run-model.ts';
import type { CallEvent, ConsoleEvent } from '../../../console/protocol.ts';
import {
  changeTo,
  deliveryOf,
  mailOf,
  refusedCall,
  requestBehind,
  ruleMatchOf,
  sampleSnapshot,
  startMs,
  wrongKeyAlarm,
} from './sample-run.ts';

const call = refusedCall(1, startMs);
const goodCall: CallEvent = (({ errorCode, ...rest }) => (errorCode === undefined ? rest : rest))(call);
const request = requestBehind(2, startMs + 12, [call]);
const fired = changeTo('ALARM', 5, startMs + 61_010);

function pathAfter(events: readonly ConsoleEvent[], nowMs: number): readonly PathStep[] {
  const model = createRunModel(sampleSnapshot());
  model.foldEvents(events);
  model.foldDatapoints([{ seriesId: 'wrong-key', startMs, value: 4 }]);
  const [trace] = model.traces.newestFirst();
  return trace === undefined ? [] : buildPath(trace, model, nowMs);
}

const progressAfter = (events: readonly ConsoleEvent[], nowMs: number): unknown =>
  stageProgress(pathAfter(events, nowMs)).join(' ');

const stepsAt = (stage: PathStep['stage'], path: readonly PathStep[]): readonly PathStep[] =>
  path.filter((step) => step.stage === stage);

describe('the path of a wrong key', () => {
  it('goes on stage by stage as events come in', () => {
    const delivered = [call, request, ...deliveryOf(call, 3)];
    expect(stages).toHaveLength(8);
    expect(progressAfter([call, request], startMs + 500)).toBe(
      'failed failed done waiting none none none none',
    );
    expect(progressAfter(delivered, startMs + 2_500)).toBe('failed failed done done done done waiting none');
    expect(progressAfter([...delivered, fired], startMs + 61_020)).toBe(
      'failed failed done done done done failed waiting',
    );
    expect(
      progressAfter(
        [...delivered, fired, { kind: 'mail', id: 6, atMs: fired.atMs + 40, mail: mailOf(fired) }],
        startMs + 62_000,
      ),
    ).toBe('failed failed done done done done failed done');
  });

  it('has one more step where the fast path took its record, before the record is delivered', () => {
    const [record, fastPath, ...more] = stepsAt(
      'cloudtrail',
      pathAfter([call, request, ruleMatchOf(call, 3)], startMs + 1_500),
    );
    expect(record).toMatchObject({ title: `Record ${call.eventId}` });
    expect(fastPath).toEqual({
      stage: 'cloudtrail',
      progress: 'done',
      atMs: startMs + 1_000,
      title: 'Taken by the fast path',
      detail: `EventBridge saw it; matched by ${wrongKeyAlarm}`,
      detailPath: '/api/events/3',
    });
    expect(more).toEqual([]);
    expect(stepsAt('cloudtrail', pathAfter([call, request], startMs + 1_500))).toEqual([record]);
  });

  it('tells the time of each of its eight stages, and where the JSON of each is', () => {
    const mail: ConsoleEvent = { kind: 'mail', id: 6, atMs: fired.atMs + 40, mail: mailOf(fired) };
    const path = pathAfter([call, request, ...deliveryOf(call, 3), fired, mail], startMs + 62_000);
    expect(path.map(({ stage, atMs, detailPath }) => [stage, (atMs ?? NaN) - startMs, detailPath])).toEqual([
      ['request', 12, '/api/events/2'],
      ['kms', 0, '/api/events/1'],
      ['cloudtrail', 0, '/api/events/1/record'],
      ['delivery', 2_000, '/api/events/3'],
      ['match', 2_000, '/api/events/4'],
      ['datapoint', 2_000, `/api/events/4/datapoint?detection=${wrongKeyAlarm}`],
      ['alarm', 61_010, '/api/events/5'],
      ['notification', 61_050, '/api/events/6'],
    ]);
  });

  it('leads to the alarm as it is where nothing has changed it', () => {
    const ofAlarm = (nowMs: number): unknown =>
      stepsAt('alarm', pathAfter([call, ...deliveryOf(call, 3)], nowMs)).map(({ detailPath }) => detailPath);
    expect(ofAlarm(startMs + 3_000)).toEqual([`/api/alarms/${wrongKeyAlarm}`]);
    expect(ofAlarm(startMs + 600_000)).toEqual([`/api/alarms/${wrongKeyAlarm}`]);
  });

  it('says when the delivery and the next evaluation are expected', () => {
    expect(stepsAt('delivery', pathAfter([call], startMs + 500))[0]?.title).toBe('Expected in 2 s');
    const [alarm] = stepsAt('alarm', pathAfter([call, ...deliveryOf(call, 3)], startMs + 3_000));
    expect(alarm?.title).toBe(`${wrongKeyAlarm} is OK; next evaluation in 58 s`);
  });

  it('tells the datapoint it counted in, and that it breaches', () => {
    const [datapoint] = stepsAt('datapoint', pathAfter([call, ...deliveryOf(call, 3)], startMs + 3_000));
    expect(datapoint?.title).toBe('KmsWrongKey is 4');
    expect(datapoint?.detail).toBe(
      `in the period from 06:30:00; ${wrongKeyAlarm} wants Sum ≥ 1 in 1 min, so it breaches`,
    );
  });

  it('has no mail of its own while the alarm is in ALARM from an earlier one', () => {
    const later = refusedCall(10, startMs + 70_000);
    const path = (() => {
      const model = createRunModel(sampleSnapshot());
      model.foldEvents([call, ...deliveryOf(call, 3), fired, later, ...deliveryOf(later, 11)]);
      const trace = model.traces.get('kms-10');
      return trace === undefined ? [] : buildPath(trace, model, startMs + 75_000);
    })();
    expect(stepsAt('alarm', path).map(({ title }) => title)).toEqual([
      `${wrongKeyAlarm} was in ALARM already`,
    ]);
    expect(stepsAt('notification', path).map(({ progress }) => progress)).toEqual(['ends']);
  });

  it('ends without an alarm once its evaluations are over', () => {
    const [alarm] = stepsAt('alarm', pathAfter([call, ...deliveryOf(call, 3)], startMs + 600_000));
    expect([alarm?.progress, alarm?.title]).toEqual(['ends', `${wrongKeyAlarm} did not fire`]);
  });

  it('is as urgent as the alarm it set off, and not urgent before', () => {
    const model = createRunModel(sampleSnapshot());
    expect(pathUrgency(pathAfter([call, ...deliveryOf(call, 3)], startMs + 3_000), model)).toBeUndefined();
    expect(pathUrgency(pathAfter([call, ...deliveryOf(call, 3), fired], startMs + 62_000), model)).toBe(
      'notify',
    );
  });
});

describe('the path of a good call', () => {
  const [delivery] = deliveryOf(call, 3);

  it('ends at the filters, which match nothing', () => {
    const events = [
      goodCall,
      requestBehind(2, startMs + 12, [goodCall], 200),
      ...(delivery ? [delivery] : []),
    ];
    expect(progressAfter(events, startMs + 3_000)).toBe('done done done done ends none none none');
  });
});

describe('calls that leave no record', () => {
  it('ends at CloudTrail when the trail does not record the call', () => {
    const { eventId, kmsRequestId } = call;
    const blind: ConsoleEvent = {
      kind: 'unrecorded',
      id: 2,
      atMs: startMs,
      eventId,
      kmsRequestId,
      because: 'it records no reads',
    };
    expect(progressAfter([call, blind], startMs + 3_000)).toBe('none failed ends none none none none none');
    expect(stepsAt('cloudtrail', pathAfter([call, blind], startMs + 3_000))).toMatchObject([
      { atMs: startMs, detail: 'it records no reads', detailPath: '/api/events/2' },
    ]);
  });

  it.each([
    ['nothing answered', {}],
    ['something gave an id in place of KMS', { kmsRequestId: 'kms-of-no-call' }],
  ])('ends at KMS in an outage, which the service alone tells of, where %s', (_what, ids) => {
    const outage: ConsoleEvent = {
      ...requestBehind(2, startMs, [], 503),
      kmsCalls: [
        {
          atMs: startMs - 20,
          operation: 'GenerateDataKey',
          outcome: 'unavailable',
          errorCode: 'TimeoutError',
          ...ids,
        },
      ],
    };
    const path = pathAfter([outage], startMs + 3_000);
    expect(path.map(({ stage, title }) => `${stage}: ${title}`)).toEqual([
      'request: GET /decrypt answered 503',
      'kms: GenerateDataKey: TimeoutError',
    ]);
    // What the service wrote of it is all there is.
    expect(path[1]).toMatchObject({ atMs: startMs - 20, detailPath: '/api/events/2' });
  });

  it('tells once of a call that KMS refused for its rate, which has a record', () => {
    const throttled = refusedCall(1, startMs, { errorCode: 'ThrottlingException' });
    const request = requestBehind(2, startMs + 12, [throttled], 503);
    expect(request.kmsCalls).toMatchObject([{ outcome: 'unavailable' }]);
    expect(stepsAt('kms', pathAfter([throttled, request], startMs + 500))).toMatchObject([
      { title: 'kms:Decrypt ThrottlingException', detailPath: '/api/events/1' },
    ]);
  });

  it('says of a call that is merely forgotten nothing', () => {
    expect(stepsAt('kms', pathAfter([request], startMs + 500))).toEqual([]);
    const good = requestBehind(2, startMs, [goodCall], 200);
    expect(stepsAt('kms', pathAfter([good], startMs + 500))).toEqual([]);
  });
});
