import { describe, expect, it } from 'vitest';
import type { AlarmTransition } from '../../../../cloudwatch/alarm/index.ts';
import { createMatches } from '../../../../console/server/history/causes.ts';

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);
const minuteMs = 60_000;

/** To ALARM, by datapoints of these periods; `undefined` stands for a missing one. */
const fired = (
  period: number,
  datapoints: readonly [startMs: number, value: number | undefined][],
): AlarmTransition =>
  ({
    declaration: { period },
    state: {
      value: 'ALARM',
      reasonData: JSON.stringify({
        evaluatedDatapoints: datapoints.map(([startMs, value]) => ({
          timestamp: new Date(startMs).toISOString().replace('Z', '+0000'),
          value,
        })),
      }),
    },
  }) as AlarmTransition;

const matchesAt = (filterName: string, times: readonly number[]) => {
  const matches = createMatches();
  for (const [index, atMs] of times.entries()) matches.add(filterName, atMs, { matchId: index + 1, atMs });
  return matches;
};

describe('causes', () => {
  it('are the matches within the periods that decided, and no others', () => {
    const matches = matchesAt('f', [
      noon - 1,
      noon,
      noon + minuteMs - 1,
      noon + minuteMs,
      noon + 3 * minuteMs,
    ]);
    const transition = fired(60, [
      [noon, 2],
      [noon + 3 * minuteMs, 1],
    ]);
    expect(matches.causesOf(transition, ['f'])).toEqual({
      causes: [
        { matchId: 2, atMs: noon },
        { matchId: 3, atMs: noon + minuteMs - 1 },
        { matchId: 5, atMs: noon + 3 * minuteMs },
      ],
      causeCount: 3,
    });
    expect(matches.causesOf(transition, ['g'])).toEqual({ causes: [], causeCount: 0 });
  });

  it('of a period below a minute are those of its minute, where the metric counts them', () => {
    const matches = matchesAt('f', [noon + 59_000]);
    expect(matches.causesOf(fired(10, [[noon, 1]]), ['f']).causeCount).toBe(1);
  });

  it('are none of a period without data, which may breach by its silence', () => {
    const matches = matchesAt('f', [noon]);
    expect(matches.causesOf(fired(60, [[noon, undefined]]), ['f'])).toEqual({ causes: [], causeCount: 0 });
    expect(matches.causesOf(fired(60, [[noon, 1]]), ['f']).causeCount).toBe(1);
  });

  it('come a hundred at most, the newest, with the count of all', () => {
    const matches = matchesAt(
      'f',
      Array.from({ length: 5_000 }, () => noon),
    );
    const { causes, causeCount } = matches.causesOf(fired(60, [[noon, 5_000]]), ['f']);
    expect([causes.length, causes[0]?.matchId, causes.at(-1)?.matchId, causeCount]).toEqual([
      100, 4_901, 5_000, 5_000,
    ]);
  });
});
