import { describe, expect, it } from 'vitest';
import { createRunModel } from '../../../console/client/model/run-model.ts';
import { lostVerdict, readVerdict } from '../../../console/client/model/verdict.ts';
import type { ConsoleEvent } from '../../../console/protocol.ts';
import {
  burstAlarm,
  changeTo,
  deliveryOf,
  mailOf,
  refusedCall,
  sampleSnapshot,
  startMs,
  wrongKeyAlarm,
} from './sample-run.ts';

const call = refusedCall(1, startMs + 1_000);
const fired = changeTo('ALARM', 5, startMs + 61_010);
const mail: ConsoleEvent = { kind: 'mail', id: 6, atMs: fired.atMs + 40, mail: mailOf(fired) };

function verdictAfter(events: readonly ConsoleEvent[], nowMs: number) {
  const model = createRunModel(sampleSnapshot());
  model.foldEvents(events);
  return readVerdict(model, nowMs);
}

describe('readVerdict', () => {
  it('is quiet while nobody tries wrong keys', () => {
    expect(verdictAfter([], startMs)).toEqual({
      tone: 'calm',
      label: 'Quiet',
      headline: 'Nobody is trying wrong keys',
      detail: 'None in the last 5 minutes. All 2 evaluated alarms are OK.',
    });
  });

  it('watches a wrong key until its record arrives, then until the alarm is evaluated', () => {
    expect(verdictAfter([call], startMs + 2_000).detail).toBe(
      'In the last 5 minutes; the newest 1 s ago. CloudTrail has not delivered its record yet.',
    );
    const verdict = verdictAfter([call, ...deliveryOf(call, 2)], startMs + 4_000);
    expect(verdict.tone).toBe('watching');
    expect(verdict.headline).toBe('1 wrong key, no alarm yet');
    expect(verdict.detail).toMatch(/kms-wrong-key is evaluated in 57 s\.$/);
  });

  it('tells the alarm, its time and whom its mail told', () => {
    const verdict = verdictAfter([call, ...deliveryOf(call, 2), fired, mail], startMs + 62_000);
    expect(verdict).toEqual({
      tone: 'notify',
      label: 'Alarm',
      headline: 'Somebody is trying wrong keys',
      detail:
        '1 wrong key in the last 5 minutes. kms-wrong-key fired at 06:31:01 UTC, a mail told owner@example.com at 06:31:01.',
      detectionId: wrongKeyAlarm,
      mailId: 6,
    });
  });

  it('says that the mail is on its way until it is there', () => {
    const verdict = verdictAfter([call, fired], startMs + 62_000);
    expect(verdict.detail).toMatch(/its mail is on the way\.$/);
    expect(verdict.mailId).toBeUndefined();
  });

  it('speaks of the most urgent of several alarms, not of the newest', () => {
    const burst = changeTo('ALARM', 7, startMs + 30_000, { detectionId: burstAlarm });
    const verdict = verdictAfter([call, burst, fired], startMs + 62_000);
    expect([verdict.tone, verdict.detectionId]).toEqual(['page', burstAlarm]);
    expect(verdict.detail).toMatch(/1 more alarm fired too\.$/);
  });

  it('is quiet again after the recovery, once the wrong keys are five minutes old', () => {
    const events = [call, fired, changeTo('OK', 8, startMs + 121_010)];
    const over = verdictAfter(events, startMs + 130_000);
    expect([over.tone, over.label, over.headline]).toEqual([
      'watching',
      'Recovered',
      '1 wrong key, the alarm is over',
    ]);
    expect(over.detail).toMatch(/kms-wrong-key fired, and is OK again since 06:32:01 UTC\.$/);
    expect(verdictAfter(events, startMs + 300_900).tone).toBe('watching');
    expect(verdictAfter(events, startMs + 303_000).tone).toBe('calm');
  });

  it('names an alarm without wrong keys by its own title', () => {
    expect(verdictAfter([fired], startMs + 62_000).headline).toBe('Somebody used a wrong key');
  });
});

describe('lostVerdict', () => {
  it('calls a run that is not heard of unknown, not quiet, and says until when it was', () => {
    expect(lostVerdict(startMs + 62_000)).toEqual({
      tone: 'unknown',
      label: 'Unknown',
      headline: 'The local run does not answer',
      detail:
        'The page shows what it told until 06:31:02 UTC. If it was stopped, npm start prints the address of the next one.',
    });
  });
});
