import { describe, expect, it } from 'vitest';
import { detections, type RecordDetection } from '../../detections/index.ts';
import { planProblems, planWith, type PlanSettings } from '../../infra/plan-problems.ts';
import { keyArn, names, otherKeyArn, watchSettings } from '../support/watched.ts';

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
        message:
          'and the keys in monitorKeyArns and previousKeyArns take 101 metric filters; CloudWatch allows 100 on a log group',
      },
    ]);
  });

  const keys = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => keyArn.replace('1234abcd', `${10_000_000 + index}`));

  it('as many of them with the previous keys, each of which takes two', () => {
    const without = planWith(names, settings, detections).planned.flatMap((each) => each.metricFilters);
    const room = Math.floor((100 - without.length) / 2);
    expect(room).toBeGreaterThan(20);
    const withKeys = (count: number) =>
      planProblems({ ...settings, previousKeyArns: keys(count) }).map(({ message }) => message);
    expect(withKeys(room + 1).filter((message) => message.includes('metric filters'))).toHaveLength(1);
    expect(withKeys(room).filter((message) => message.includes('metric filters'))).toEqual([]);
  });

  it('a saved query of 10,000 characters, which previous keys make longer', () => {
    const monitorRoleArns = ['arn:aws:iam::444455556666:role/payments'];
    const monitorKeyArns = [otherKeyArn];
    const withKeys = (count: number) =>
      planProblems({ ...settings, monitorRoleArns, monitorKeyArns, previousKeyArns: keys(count) });
    expect(withKeys(20)).toEqual([]);
    expect(withKeys(30)).toEqual([
      {
        setting: 'previousKeyArns',
        message: expect.stringMatching(
          /^makes the saved query of kms-foreign-principal 1\d{4} characters long; CloudWatch Logs Insights allows 10000$/,
        ) as unknown,
      },
    ]);
  });
});
