import { describe, expect, it } from 'vitest';
import { all, is, type Condition } from '../../detections/condition.ts';
import { detections, fastPathOf, type AlarmSettings, type Detection } from '../../detections/index.ts';
import { kmsWrongKey } from '../../detections/kms-wrong-key.ts';
import { recordsWhere } from '../../detections/records-where.ts';

it('is there for what fires at its first record, and for nothing that counts or waits', () => {
  const possible = detections.filter((detection) => fastPathOf(detection).possible).map(({ id }) => id);
  expect(possible).toEqual([
    'kms-wrong-key',
    'kms-key-mismatch',
    'kms-denied',
    'kms-use-elsewhere',
    'kms-foreign-principal',
    'kms-key-admin',
    'monitoring-tampered',
  ]);
});

it('finds an event pattern for every detection that looks at records, on the fast path or not', () => {
  const inexpressible = detections.filter((detection) => {
    const answer = fastPathOf(detection);
    return !answer.possible && answer.kind === 'inexpressible';
  });
  expect(inexpressible).toEqual([]);
});

const withAlarm = (changes: Partial<AlarmSettings>): Detection => ({
  ...kmsWrongKey,
  alarm: { ...kmsWrongKey.alarm, ...changes },
});

describe('an alarm', () => {
  it.each<[string, Detection, boolean]>([
    ['one record is enough for', withAlarm({}), true],
    [
      'more than none is enough for',
      withAlarm({ comparisonOperator: 'GreaterThanThreshold', threshold: 0 }),
      true,
    ],
    ['one is not yet more than for', withAlarm({ comparisonOperator: 'GreaterThanThreshold' }), false],
    ['two are needed for', withAlarm({ threshold: 2 }), false],
    ['several periods are needed for', withAlarm({ evaluationPeriods: 3 }), false],
    ['one of several periods is enough for', withAlarm({ evaluationPeriods: 3, datapointsToAlarm: 1 }), true],
    ['few records fire', withAlarm({ comparisonOperator: 'LessThanThreshold' }), false],
  ])('%s', (_, detection, possible) => {
    expect(fastPathOf(detection).possible).toBe(possible);
  });

  it('leaves the fast path when its stack raises the threshold', () => {
    expect(fastPathOf(kmsWrongKey, 1).possible).toBe(true);
    expect(fastPathOf(kmsWrongKey, 5)).toEqual({
      possible: false,
      kind: 'not-at-once',
      because: 'its alarm counts, and a rule sees one record at a time',
    });
  });
});

it('says which clause EventBridge can not be asked', () => {
  const condition: Condition = all(is('eventSource', 'kms.amazonaws.com'), is('eventName', 'D*t'));
  const detection: Detection = { ...kmsWrongKey, ...recordsWhere<'role'>(() => condition) };
  expect(fastPathOf(detection)).toEqual({
    possible: false,
    kind: 'inexpressible',
    because:
      'EventBridge can\'t ask $.eventName = "D*t": a filter pattern has "*" at the ends of a text only',
  });
});
