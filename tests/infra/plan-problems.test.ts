import { describe, expect, it } from 'vitest';
import { detections, type RecordDetection } from '../../detections/index.ts';
import { planProblems, type PlanSettings } from '../../infra/plan-problems.ts';
import { watchSettings } from '../support/watched.ts';

const settings: PlanSettings = {
  ...watchSettings,
  egress: 'nat',
  evidenceChannels: ['email'],
  fastPath: false,
  labAlarm: false,
  metricNamespace: undefined,
};
const kmsWrongKey = detections.find(({ id }) => id === 'kms-wrong-key') as RecordDetection<'role'>;

describe('CloudWatch allows', () => {
  it('a filter pattern of 1,024 characters, and not one more', () => {
    const ofLength = (length: number) =>
      planProblems(settings, [{ ...kmsWrongKey, filterPattern: () => 'x'.repeat(length) }]);
    expect(ofLength(1024)).toEqual([]);
    expect(ofLength(1025)).toEqual([
      {
        setting: 'monitorRoleArns',
        message: 'makes a filter pattern of kms-wrong-key up to 1025 characters long; CloudWatch allows 1024',
      },
    ]);
  });

  it('100 metric filters on a log group, and not one more', () => {
    const ofFilters = (count: number) =>
      planProblems(
        settings,
        Array.from({ length: count }, () => kmsWrongKey),
      );
    expect(ofFilters(100)).toEqual([]);
    expect(ofFilters(101)).toEqual([
      {
        setting: 'monitorRoleArns',
        message: 'and monitorKeyArns take 101 metric filters; CloudWatch allows 100 on a log group',
      },
    ]);
  });
});
