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
  let known: readonly Incident[] = [];
  return signs.map((sign) => {
    const { incidents, told } = follow(known, sign);
    known = incidents;
    return told === undefined ? 'nothing' : `${told.incident.id.slice(11, 16)} ${told.telling}`;
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
    const first = follow([], records(1)).incidents;
    for (const kind of ['alarm', 'records'] as const) {
      expect(follow(first, { kind, atMs: lateMs }).told?.incident.id).toBe(id(1));
      expect(follow(first, { kind, atMs: lateMs + 1 }).told?.incident.id).not.toBe(id(1));
    }
  });

  it('is not joined by an older alarm, which is told under its own id, but by its own later', () => {
    expect(story(records(50), alarm(1), alarm(56), recovery(59, 56))).toEqual([
      '05:50 started',
      '05:01 started',
      '05:50 started',
      '05:50 recovered',
    ]);
  });

  it('keeps its id when its signs come again, although another one has begun since', () => {
    expect(
      story(
        records(0),
        alarm(6),
        recovery(9, 6),
        records(10),
        recovery(9, 6),
        alarm(6),
        records(0),
        alarm(15),
      ),
    ).toEqual([
      '05:00 started',
      '05:00 started',
      '05:00 recovered',
      '05:10 started',
      '05:00 recovered',
      '05:00 started',
      '05:00 started',
      '05:10 started',
    ]);
  });

  it('takes in records that are older than the first one that was seen', () => {
    expect(story(records(5), records(3), alarm(6), records(1))).toEqual(Array(4).fill('05:05 started'));
  });

  it('has the records until the next one begins, where its end never came', () => {
    expect(story(alarm(1), alarm(30), records(29), records(30), records(40))).toEqual([
      '05:01 started',
      '05:30 started',
      '05:01 started',
      '05:30 started',
      '05:30 started',
    ]);
  });

  it('has the records of an ALARM for as long as that lasts', () => {
    expect(story(alarm(1), records(60 * 9))).toEqual(['05:01 started', '05:01 started']);
  });

  it('is not that of records which are hours older', () => {
    const hoursLater = at(1) + alarmFollowsWithinMs + 1;
    const { incidents } = follow([], { kind: 'alarm', atMs: hoursLater });
    const { told } = follow(incidents, records(1));
    expect(told?.incident.id).toBe(id(1));
  });

  it('goes on after an alarm and a recovery from before its own alarm, which are told under their own id', () => {
    expect(story(records(1), alarm(9), alarm(3), recovery(5, 3), recovery(12, 9))).toEqual([
      '05:01 started',
      '05:01 started',
      '05:03 started',
      '05:03 recovered',
      '05:01 recovered',
    ]);
  });
});

describe('an alarm that comes to OK by way of missing data', () => {
  const settled = (minutes: number): Sign => ({ kind: 'settled', atMs: at(minutes) });

  it('ends its incident without a word, so that later records are another one', () => {
    expect(story(alarm(1), records(2), settled(5), records(4), records(9), alarm(14))).toEqual([
      '05:01 started',
      '05:01 started',
      'nothing',
      '05:01 started',
      '05:09 started',
      '05:09 started',
    ]);
  });

  it('ends none that waits for its alarm, none that began later and none at all', () => {
    expect(
      story(settled(0), records(1), settled(2), alarm(6), settled(4), records(7), recovery(9, 6)),
    ).toEqual([
      'nothing',
      '05:01 started',
      'nothing',
      '05:01 started',
      'nothing',
      '05:01 started',
      '05:01 recovered',
    ]);
  });
});

it('remembers the latest ten incidents, so that the row of an alarm stays small', () => {
  let known: readonly Incident[] = [];
  for (let minute = 1; minute <= 12; minute += 1) known = follow(known, alarm(minute)).incidents;
  expect(known.map((incident) => incident.id)).toEqual(
    Array.from({ length: 10 }, (_, index) => id(index + 3)),
  );
});
