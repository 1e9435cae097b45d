import { describe, expect, it } from 'vitest';
import { createMetricStore } from '../../../../cloudwatch/metric.ts';
import { createSeriesBoard, type GraphedMetric } from '../../../../console/server/views/series-board.ts';

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);
const minuteMs = 60_000;
const metric: GraphedMetric = {
  namespace: 'N',
  name: 'M',
  dimensions: { a: '1', b: '2' },
  statistic: 'Sum',
  periodSeconds: 60,
};

const boardWith = (samples: readonly (readonly [timestampMs: number, value: number])[]) => {
  const metrics = createMetricStore();
  const put = (timestampMs: number, value: number): void =>
    metrics.put({ ...metric, timestampMs, value, unit: 'None' });
  for (const [timestampMs, value] of samples) put(timestampMs, value);
  const board = createSeriesBoard(metrics);
  return { board, put };
};

describe('the series board', () => {
  it('gives one metric one id, whatever the order of its dimensions', () => {
    const { board } = boardWith([]);
    const id = board.idOf(metric);
    expect(board.idOf({ ...metric, dimensions: { b: '2', a: '1' } })).toBe(id);
    expect(board.idOf({ ...metric, statistic: 'Average' })).not.toBe(id);
    expect(board.idOf({ ...metric, periodSeconds: 300 })).not.toBe(id);
  });

  it('reads three hours by full periods, leaving out those without data', () => {
    const { board } = boardWith([
      [noon - 181 * minuteMs, 9],
      [noon - 2 * minuteMs, 1],
      [noon + 1, 2],
      [noon + 2, 3],
    ]);
    board.idOf(metric);
    expect(board.read(noon + 30_000)[0]).toMatchObject({
      notSimulated: null,
      points: [
        [noon - 2 * minuteMs, 1],
        [noon, 5],
      ],
    });
  });

  it('tells a change once, in the newest period and the one before', () => {
    const { board, put } = boardWith([[noon, 1]]);
    const seriesId = board.idOf(metric);
    expect(board.readChanges(noon + 1)).toEqual([{ seriesId, startMs: noon, value: 1 }]);
    expect(board.readChanges(noon + 2)).toEqual([]);
    put(noon + 3, 1);
    put(noon + minuteMs, 4);
    expect(board.readChanges(noon + minuteMs)).toEqual([
      { seriesId, startMs: noon, value: 2 },
      { seriesId, startMs: noon + minuteMs, value: 4 },
    ]);
    expect(board.readChanges(noon + 2 * minuteMs)).toEqual([]);
  });

  it.each([{ namespace: 'AWS/RDS' }, { statistic: 'p99' }])('leaves %j empty and says why', (other) => {
    const { board } = boardWith([[noon, 1]]);
    board.idOf({ ...metric, ...other });
    expect(board.read(noon)[0]).toMatchObject({
      points: [],
      notSimulated: expect.stringMatching(/./) as string,
    });
    board.idOf(metric);
    expect(board.read(noon)[1]?.points).toHaveLength(1);
  });
});
