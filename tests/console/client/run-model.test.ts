import { describe, expect, it } from 'vitest';
import { createRunModel, limits } from '../../../console/client/model/run-model.ts';
import { graphData } from '../../../console/client/model/series.ts';
import type { ConsoleEvent } from '../../../console/protocol.ts';
import {
  changeTo,
  deliveryOf,
  mailOf,
  refusedCall,
  sampleSnapshot,
  startMs,
  wrongKeyAlarm,
  wrongKeyDetection,
} from './sample-run.ts';

describe('createRunModel', () => {
  it('follows the changes of an alarm', () => {
    const model = createRunModel(sampleSnapshot());
    const fired = changeTo('ALARM', 1, startMs);
    model.foldEvents([fired]);
    expect(model.detection(wrongKeyAlarm)?.state).toEqual({
      value: 'ALARM',
      reason: fired.reason,
      sinceMs: startMs,
    });
    expect(model.detection(wrongKeyAlarm)?.transitions).toEqual([fired]);
  });

  it('does not tell twice what the snapshot holds already', () => {
    const fired = changeTo('ALARM', 1, startMs);
    const mail: ConsoleEvent = { kind: 'mail', id: 2, atMs: startMs, mail: mailOf(fired) };
    const model = createRunModel(
      sampleSnapshot({
        detections: [{ ...wrongKeyDetection, transitions: [fired] }],
        events: [fired, mail],
        mails: [mail.mail],
      }),
    );
    expect(model.detection(wrongKeyAlarm)?.transitions).toHaveLength(1);
    expect(model.mails()).toHaveLength(1);
    model.foldEvents([{ ...mail, id: 3, mail: { ...mail.mail, id: 3 } }]);
    expect(model.mails().map(({ id }) => id)).toEqual([3, 2]);
  });

  it('counts matches and wrong keys of the snapshot and of the stream alike', () => {
    const [first, second] = [refusedCall(1, startMs), refusedCall(10, startMs + 1_000)];
    const model = createRunModel(sampleSnapshot({ events: [first, ...deliveryOf(first, 2)] }));
    model.foldEvents([second, ...deliveryOf(second, 11)]);
    expect(model.tally.matchesOf(wrongKeyAlarm)).toEqual({ count: 2, lastMs: startMs + 3_000 });
    expect(model.tally.wrongKeys.countUntil(startMs + 2_000)).toBe(2);
    expect(model.tally.wrongKeys.countUntil(startMs + 301_500)).toBe(0);
  });

  it('stays small, whatever comes in', () => {
    const model = createRunModel(sampleSnapshot());
    for (let id = 1; id <= 3 * limits.traces; id++) model.foldEvents([refusedCall(id, startMs + id)]);
    for (let id = 1; id <= 3 * limits.points; id++) {
      model.foldDatapoints([{ seriesId: 'wrong-key', startMs: startMs + id * 60_000, value: 1 }]);
    }
    for (let id = 1; id <= 2 * limits.mails; id++) {
      model.foldEvents([{ kind: 'mail', id, atMs: startMs, mail: mailOf(changeTo('ALARM', id, startMs)) }]);
    }
    expect(model.traces.size).toBe(limits.traces);
    expect(model.mails()).toHaveLength(limits.mails);
    expect(model.series('wrong-key')?.at(startMs + 60_000)).toBeUndefined();
    expect(model.series('wrong-key')?.last()).toEqual([startMs + 3 * limits.points * 60_000, 1]);
  });

  it('keeps the newest value of a period', () => {
    const model = createRunModel(sampleSnapshot());
    model.foldDatapoints([{ seriesId: 'wrong-key', startMs, value: 1 }]);
    model.foldDatapoints([{ seriesId: 'wrong-key', startMs, value: 3 }]);
    const series = model.series('wrong-key');
    expect(series && graphData(series, startMs + 90_000, 3)).toEqual([
      [(startMs - 60_000) / 1_000, startMs / 1_000, (startMs + 60_000) / 1_000],
      [null, 3, null],
    ]);
  });
});
