import { expect, it } from 'vitest';
import { alarmEventPatterns, maxEventPatternLength } from '../../infra/alarm-event-patterns.ts';

const arnOf = (name: string): string => `arn:aws:cloudwatch:ap-southeast-2:111122223333:alarm:${name}`;
const resourcesOf = (pattern: string): string[] => (JSON.parse(pattern) as { resources: string[] }).resources;

it('names the alarms by ARN, and their changes to ALARM and to OK alone', () => {
  const arns = [arnOf('a'), arnOf('b')];
  expect(alarmEventPatterns(arns).map((pattern) => JSON.parse(pattern) as unknown)).toEqual([
    {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      resources: arns,
      detail: { state: { value: ['ALARM', 'OK'] } },
    },
  ]);
});

it('takes as many patterns as EventBridge needs, each as full as it may be', () => {
  const arns = Array.from({ length: 60 }, (_, index) => arnOf(`keywatch-monitor-kms-wrong-key-${index}`));
  const patterns = alarmEventPatterns(arns);
  expect(patterns.flatMap(resourcesOf)).toEqual(arns);
  for (const [index, pattern] of patterns.entries()) {
    expect(pattern.length).toBeLessThanOrEqual(maxEventPatternLength);
    const [next] = resourcesOf(patterns[index + 1] ?? '{"resources":[]}');
    if (next !== undefined) expect(pattern.length + next.length + 3).toBeGreaterThan(maxEventPatternLength);
  }
  expect(patterns).toHaveLength(3);
});

it('takes none for no alarm', () => {
  expect(alarmEventPatterns([])).toEqual([]);
});
