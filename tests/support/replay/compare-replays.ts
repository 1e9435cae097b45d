import fc from 'fast-check';
import { expect } from 'vitest';
import type { AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import type { MetricFilterDeclaration } from '../../../cloudwatch/metric-filter.ts';
import { runAlarm } from '../../../replay/alarms/run-alarm.ts';
import { buildTimeline } from '../../../replay/alarms/timeline.ts';
import { Detector } from '../../../replay/detect/detector.ts';
import { createFingerprints } from '../../../replay/tally/duplicates.ts';
import { minuteOfSlot, slotOf } from '../../../replay/tally/slot.ts';
import { createTally, mergeTally } from '../../../replay/tally/tally.ts';
import { wrongKeyAlarm } from '../cloudwatch/alarm-fixtures.ts';
import { naiveReplay } from './naive-replay.ts';

interface Timeline {
  readonly events: readonly { readonly timestampMs: number; readonly message: string }[];
  readonly filters: readonly MetricFilterDeclaration[];
  readonly alarm: AlarmDeclaration;
}

const startMs = Date.parse('2026-01-01T00:00:00Z');
const metric = { namespace: wrongKeyAlarm.namespace, name: wrongKeyAlarm.metricName };

/** Bursts with quiet hours between; times at, just before and just after the instants that matter. */
const gaps = fc.oneof(
  { weight: 6, arbitrary: fc.nat(20_000) },
  { weight: 4, arbitrary: fc.constantFrom(0, 1000, 10_000, 59_000, 60_000, 61_000) },
  { weight: 2, arbitrary: fc.nat(20 * 60_000) },
  { weight: 1, arbitrary: fc.nat(12 * 3_600_000) },
);

const events = fc
  .array(fc.record({ gapMs: gaps, hit: fc.boolean(), n: fc.constantFrom(0, 1, 2, 'x') }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((steps) => {
    let timestampMs = startMs;
    return steps.map(({ gapMs, hit, n }) => ({
      timestampMs: (timestampMs += gapMs),
      message: JSON.stringify({ hit: hit ? 'yes' : 'no', n }),
    }));
  });

const filters = fc.array(
  fc
    .record({ value: fc.constantFrom('1', '0', '$.n'), defaultValue: fc.constantFrom(undefined, 0, 0, 2) })
    .map((transformation): MetricFilterDeclaration => ({
      filterName: 'hits',
      logGroupName: 'trail',
      filterPattern: '{ $.hit = "yes" }',
      metricTransformation: { ...metric, ...transformation },
    })),
  { minLength: 1, maxLength: 2 },
);

const alarms = fc
  .record({
    period: fc.constantFrom(10, 20, 30, 60, 60, 120, 300, 3600, 86_400),
    evaluationPeriods: fc.integer({ min: 1, max: 3 }),
    datapointsToAlarm: fc.integer({ min: 1, max: 3 }),
    threshold: fc.integer({ min: 0, max: 4 }),
    statistic: fc.constantFrom('Sum', 'Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum'),
    comparisonOperator: fc.constantFrom(
      'GreaterThanThreshold',
      'GreaterThanOrEqualToThreshold',
      'LessThanThreshold',
    ),
    treatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching'),
  })
  .map((settings): AlarmDeclaration => ({
    ...wrongKeyAlarm,
    ...settings,
    datapointsToAlarm: Math.min(settings.datapointsToAlarm, settings.evaluationPeriods),
  }));

/** Nothing but defaults of 0, of which one minute has more than the others: an alarm on their number must notice. */
const countedZeros: Timeline = {
  events: [0, 61, 122, 183, 183, 244].map((seconds) => ({
    timestampMs: startMs + seconds * 1000,
    message: '{"hit":"no","n":0}',
  })),
  filters: [
    {
      filterName: 'hits',
      logGroupName: 'trail',
      filterPattern: '{ $.hit = "yes" }',
      metricTransformation: { ...metric, value: '1', defaultValue: 0 },
    },
  ],
  alarm: { ...wrongKeyAlarm, statistic: 'SampleCount', threshold: 2 },
};

/** Holds replay against the naive one on random timelines, events read in any order from several files. */
export function compareReplays(numRuns: number): void {
  fc.assert(
    fc.property(fc.record({ events, filters, alarm: alarms }), fc.integer(), (timeline, seed) => {
      expect(cleverReplay(timeline, seed)).toEqual(
        naiveReplay(timeline.events, timeline.filters, timeline.alarm),
      );
    }),
    { numRuns, examples: [[countedZeros, 0]] },
  );
}

function cleverReplay({ events, filters, alarm }: Timeline, seed: number) {
  const detector = new Detector(filters.map((declaration) => ({ declaration, isFine: alarm.period < 60 })));
  const tally = createTally(filters.length);
  for (const file of shuffle(events, seed)) {
    const findings = { tally: createTally(filters.length), fingerprints: createFingerprints(), file: 'f' };
    const { message, timestampMs } = file;
    if (message.includes('"no"')) detector.count(timestampMs, findings);
    else detector.detect({ message, timestampMs, timeMs: timestampMs, parsed: parse(message) }, findings);
    mergeTally(tally, findings.tally);
  }
  const span = {
    startMs: minuteOfSlot(slotOf(tally.firstMs, false)),
    endMs: minuteOfSlot(slotOf(tally.lastMs, false)) + 60_000,
  };
  return runAlarm(alarm, buildTimeline(alarm, filters, tally), span).transitions;
}

function parse(message: string): Record<string, unknown> {
  return JSON.parse(message) as Record<string, unknown>;
}

function shuffle<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const rank = (index: number): number => Math.imul(index + 1, seed | 1) >>> 0;
  return items
    .map((item, index) => ({ item, rank: rank(index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
