import { describe, expect, it } from 'vitest';
import {
  AlarmDeclarationError,
  validateAlarm,
  type AlarmDeclaration,
} from '../../../cloudwatch/alarm/index.ts';
import { wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';

function problemsOf(changes: Partial<AlarmDeclaration>): readonly string[] {
  try {
    validateAlarm({ ...wrongKeyAlarm, ...changes });
    return [];
  } catch (error) {
    if (error instanceof AlarmDeclarationError) return error.problems;
    throw error;
  }
}

const arns = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `arn:aws:sns:x:1:t${index}`);

describe('a declaration of an alarm', () => {
  it.each<[string, Partial<AlarmDeclaration>, string]>([
    ['no name', { alarmName: '' }, 'alarmName has 0 characters'],
    ['a name of 256 characters', { alarmName: 'x'.repeat(256) }, '1 to 255'],
    ['no namespace', { namespace: '' }, 'namespace has 0'],
    ['no metric name', { metricName: '' }, 'metricName has 0'],
    ['a description of 1025 characters', { alarmDescription: 'x'.repeat(1025) }, 'at most 1024'],
    ['an ARN of something else', { alarmArn: 'arn:aws:sns:us-east-1:111122223333:t' }, 'must look like'],
    [
      '31 dimensions',
      { dimensions: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`d${i}`, 'v'])) },
      'at most 30',
    ],
    ['an unknown unit', { unit: 'Apples' }, '"Apples"'],
    ['an unknown statistic', { statistic: 'Median' as 'Sum' }, 'one of Sum'],
    [
      'an unknown comparison',
      { comparisonOperator: '>' as 'LessThanThreshold' },
      'one of GreaterThanThreshold',
    ],
    ['an unknown treatment', { treatMissingData: 'good' as 'ignore' }, 'one of missing'],
    ['a period of 15 seconds', { period: 15 }, '10, 20, 30 or a multiple of 60'],
    ['a period of 90 seconds', { period: 90 }, 'multiple of 60'],
    ['a period of 0 seconds', { period: 0 }, 'multiple of 60'],
    ['a period of -60 seconds', { period: -60 }, 'multiple of 60'],
    ['a period of half a minute and more', { period: 60.5 }, 'multiple of 60'],
    ['more than a day of minutes', { period: 60, evaluationPeriods: 1441 }, 'at most a day'],
    ['more than a day of ten seconds', { period: 10, evaluationPeriods: 8641 }, 'at most a day'],
    ['more than a week of hours', { period: 3600, evaluationPeriods: 169 }, 'at most seven days'],
    ['no evaluation periods', { evaluationPeriods: 0 }, 'from 1'],
    ['one and a half evaluation periods', { evaluationPeriods: 1.5 }, 'whole number'],
    ['no datapoints to alarm', { datapointsToAlarm: 0 }, '1 to evaluationPeriods'],
    [
      'more datapoints to alarm than periods',
      { evaluationPeriods: 2, datapointsToAlarm: 3 },
      '1 to evaluationPeriods',
    ],
    ['an infinite threshold', { threshold: Infinity }, 'finite'],
    ['no threshold', { threshold: NaN }, 'finite'],
    ['six actions for a state', { okActions: arns(6) }, 'okActions has 6'],
    ['an action that is no ARN', { alarmActions: ['alerts'] }, '"alerts"'],
  ])('is refused with %s', (_, changes, says) => {
    const problems = problemsOf(changes);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(says);
    expect(problems[0]).toMatch(/\.$/);
  });

  it.each<[string, Partial<AlarmDeclaration>]>([
    ['names of the greatest length', { alarmName: 'x'.repeat(255), alarmDescription: 'x'.repeat(1024) }],
    [
      'thirty dimensions',
      { dimensions: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`d${i}`, 'v'])) },
    ],
    ['a period of ten seconds', { period: 10 }],
    ['a period of twenty seconds', { period: 20 }],
    ['a period of thirty seconds', { period: 30 }],
    ['a day of minutes', { period: 60, evaluationPeriods: 1440 }],
    ['a week of hours', { period: 3600, evaluationPeriods: 168 }],
    ['as many datapoints as periods', { evaluationPeriods: 3, datapointsToAlarm: 3 }],
    ['five actions for a state', { alarmActions: arns(5) }],
    ['an ARN of another partition', { alarmArn: 'arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:x' }],
    ['no treatment of missing data', { treatMissingData: undefined }],
    ['a negative threshold', { threshold: -1.5 }],
  ])('is accepted with %s', (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  it('is refused with all problems at once', () => {
    expect(() => validateAlarm({ ...wrongKeyAlarm, period: 15, threshold: NaN })).toThrow(
      /^Alarm "kms-wrong-key": .*period.*threshold/s,
    );
  });
});
