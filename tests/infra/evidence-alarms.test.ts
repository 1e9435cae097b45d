import { describe, expect, it } from 'vitest';
import {
  evidenceAlarmNames,
  evidenceFailed,
  evidenceLate,
  evidenceLost,
} from '../../infra/evidence-alarms.ts';
import { alarmDescription, maxAlarmDescriptionLength } from '../../infra/alarm-description.ts';
import { names } from '../support/watched.ts';

const reading = { batchingWindowSeconds: 10, visibilityTimeoutSeconds: 550, runTimeoutSeconds: 90 };

describe('the alarm on records that wait', () => {
  const { threshold } = evidenceLate(names, reading);

  it('lets a failed run and the whole of the next one pass', () => {
    const secondRunEnds =
      reading.batchingWindowSeconds + reading.visibilityTimeoutSeconds + reading.runTimeoutSeconds;
    expect(threshold).toBeGreaterThanOrEqual(secondRunEnds);
  });

  it('tells before the third attempt, after which SQS leaves the record out of the metric', () => {
    const aMinute = 60;
    const thirdAttempt = reading.batchingWindowSeconds + 2 * reading.visibilityTimeoutSeconds;
    expect(threshold + aMinute).toBeLessThan(thirdAttempt);
  });
});

it('names the alarms of what a stack declares, and no others', () => {
  const ofFunction = [evidenceFailed(names).name, evidenceLost(names).name];
  expect(evidenceAlarmNames(names, true, true)).toEqual([...ofFunction, evidenceLate(names, reading).name]);
  expect(evidenceAlarmNames(names, true, false)).toEqual(ofFunction);
  expect(evidenceAlarmNames(names, false, false)).toEqual([]);
});

it.each([evidenceFailed(names), evidenceLost(names), evidenceLate(names, reading)])(
  'says in the mail of $name what to do, within what CloudWatch allows',
  (alarm) => {
    const description = alarmDescription(alarm);
    expect(description).toContain(names.logGroups.evidence);
    expect(description).toContain(names.named('undelivered'));
    expect(description.length).toBeLessThanOrEqual(maxAlarmDescriptionLength);
  },
);
