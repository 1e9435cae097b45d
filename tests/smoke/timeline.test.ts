import { describe, expect, it } from 'vitest';
import { printedTimeline, renderTimeline } from '../../smoke/timeline.ts';

describe('renderTimeline', () => {
  it('sorts by time, aligns columns, counts the seconds between, and ends lines without blanks', () => {
    const atMs = Date.UTC(2026, 10, 21, 12, 0, 0, 400);
    const table = renderTimeline([
      { atMs: atMs + 61_000, stage: 'alarm', what: 'fired' },
      { atMs, stage: 'request', what: 'GET /decrypt with a wrong key: 400' },
      { atMs: atMs - 400, wholeSecond: true, stage: 'KMS error', what: 'Decrypt' },
    ]);
    expect(table.split('\n')).toEqual([
      'time (UTC)                seconds  stage      what',
      '2026-11-21T12:00:00.400Z     +0.0  request    GET /decrypt with a wrong key: 400',
      '2026-11-21T12:00:00Z         +0.0  KMS error  Decrypt',
      '2026-11-21T12:01:01.400Z    +61.4  alarm      fired',
    ]);
  });
});

describe('printedTimeline', () => {
  it("tells the table's facts in its order, times as UTC ISO 8601 and no finer than they are known", () => {
    const atMs = Date.UTC(2026, 10, 21, 12, 0, 0, 400);
    expect(
      printedTimeline([
        { atMs: atMs + 61_000, stage: 'alarm', what: 'fired' },
        { atMs: atMs - 400, wholeSecond: true, stage: 'KMS error', what: 'Decrypt' },
        { atMs, stage: 'request', what: 'GET /decrypt with a wrong key: 400' },
      ]),
    ).toEqual([
      { at: '2026-11-21T12:00:00.400Z', stage: 'request', what: 'GET /decrypt with a wrong key: 400' },
      { at: '2026-11-21T12:00:00Z', stage: 'KMS error', what: 'Decrypt' },
      { at: '2026-11-21T12:01:01.400Z', stage: 'alarm', what: 'fired' },
    ]);
  });
});
