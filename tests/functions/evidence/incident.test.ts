import { describe, expect, it } from 'vitest';
import {
  alarmFollowsWithinMs,
  follow,
  type Incident,
  type Sign,
} from '../../../functions/evidence/incident.ts';

const at = (minutes: number): number => Date.UTC(2026, 10, 22, 5, minutes);
const id = (minutes: number): string => new Date(at(minutes)).toISOString();
const alarm = (minutes: number): Sign => ({ kind: 'alarm', atMs: at(minutes) });
const records = (minutes: number): Sign => ({ kind: 'records', atMs: at(minutes) });
const recovery = (minutes: number, since: number): Sign => ({
  kind: 'recovery',
  atMs: at(minutes),
  alarmSinceMs: at(since),
});

/** What is told of each sign, in order: incident and telling. */
function story(...signs: readonly Sign[]): string[] {
  let latest: Incident | undefined;
  return signs.map((sign) => {
    const followed = follow(latest, sign);
    latest = followed.latest;
    return `${followed.told.incidentId.slice(11, 16)} ${followed.told.telling}`;
  });
}

describe('the incidents of an alarm', () => {
  it('begin with ALARM and end with OK, each time anew', () => {
    expect(story(alarm(1), recovery(5, 1), alarm(9), recovery(12, 9))).toEqual([
      '05:01 started',
      '05:01 recovered',
      '05:09 started',
      '05:09 recovered',
    ]);
  });

  it('are recognised when an event comes twice', () => {
    expect(story(alarm(1), alarm(1), recovery(5, 1), recovery(5, 1))).toEqual([
      '05:01 started',
      '05:01 started',
      '05:01 recovered',
      '05:01 recovered',
    ]);
  });

  it('end although the event knows the time of ALARM a little otherwise', () => {
    expect(story(alarm(1), { ...recovery(5, 1), alarmSinceMs: at(1) + 11 } as Sign)).toEqual([
      '05:01 started',
      '05:01 recovered',
    ]);
  });

  it('begin anew when ALARM comes again without an OK between', () => {
    expect(story(alarm(1), alarm(9))).toEqual(['05:01 started', '05:09 started']);
  });

  it('keep their own id when events come in the wrong order', () => {
    expect(story(recovery(5, 1), alarm(1))).toEqual(['05:01 recovered', '05:01 started']);
    expect(story(alarm(9), recovery(5, 1), recovery(12, 9))).toEqual([
      '05:09 started',
      '05:01 recovered',
      '05:09 recovered',
    ]);
    expect(story(alarm(9), alarm(1), recovery(12, 9))).toEqual([
      '05:09 started',
      '05:01 started',
      '05:09 recovered',
    ]);
  });
});

describe('an incident that the fast path saw first', () => {
  it('is joined by the alarm and ended by its recovery, under one id', () => {
    expect(story(records(1), records(2), alarm(6), recovery(12, 6))).toEqual([
      '05:01 started',
      '05:01 started',
      '05:01 started',
      '05:01 recovered',
    ]);
  });

  it('goes on with records that come while the alarm lasts, and with late ones after its end', () => {
    expect(story(alarm(1), records(2), recovery(5, 1), records(4), records(6))).toEqual([
      '05:01 started',
      '05:01 started',
      '05:01 recovered',
      '05:01 started',
      '05:06 started',
    ]);
  });

  it('is another one than that of an alarm or of records that come too late for it', () => {
    const lateMs = at(1) + alarmFollowsWithinMs;
    const first = follow(undefined, records(1)).latest;
    for (const kind of ['alarm', 'records'] as const) {
      expect(follow(first, { kind, atMs: lateMs }).told.incidentId).toBe(id(1));
      expect(follow(first, { kind, atMs: lateMs + 1 }).told.incidentId).not.toBe(id(1));
    }
  });
});
