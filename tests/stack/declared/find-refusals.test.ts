import { describe, expect, it } from 'vitest';
import { readPlan } from '../../../local/declaration/read-plan.ts';
import { readReplayPlan } from '../../../replay/replay-plan.ts';
import {
  createDeclaredStack,
  type DeclaredResource,
  type DeclaredStack,
} from '../../../stack/declared-stack.ts';
import { findRefusals } from '../../../stack/declared/find-refusals.ts';
import { readMetricFilter } from '../../../stack/declared/read-metric-filter.ts';
import { declaredDevStack } from '../../support/local-plan.ts';

const filterType = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';
const trailGroup = '/keywatch/dev/trail';

/** The dev stack with more filters like its own ones, as many as there are groups given. */
async function withFilters(groups: readonly string[], pattern?: string): Promise<DeclaredStack> {
  const dev = await declaredDevStack();
  const like = dev.resource(filterType, 'detections-kms-denied');
  const more = groups.map((logGroupName, index): DeclaredResource => {
    const changes = { name: `more-${index}`, logGroupName, ...(pattern === undefined ? {} : { pattern }) };
    return {
      ...like,
      name: `more-${index}`,
      inputs: { ...like.inputs, ...changes },
      outputs: { ...like.outputs, ...changes },
    };
  });
  return createDeclaredStack(dev, [...dev.resources, ...more], dev.outputs);
}

const refusalsOf = (stack: DeclaredStack): string[] =>
  findRefusals({ metricFilters: stack.ofType(filterType).map(readMetricFilter), alarms: [] });
const times = (count: number, group: string): string[] => Array.from({ length: count }, () => group);

describe('the metric filters of a declared stack', () => {
  it('are as many on each log group as CloudWatch Logs allows, and not one more', async () => {
    const dev = await declaredDevStack();
    const declared = dev.ofType(filterType).filter(({ inputs }) => inputs['logGroupName'] === trailGroup);
    const room = 100 - declared.length;
    expect(refusalsOf(await withFilters([...times(room, trailGroup), ...times(90, '/other')]))).toEqual([]);
    expect(refusalsOf(await withFilters(times(room + 1, trailGroup)))).toEqual([
      `CloudWatch would refuse metric filters on ${trailGroup}: The log group has 101 metric filters; at most 100 are allowed.`,
    ]);
  });

  it('are as many with a regular expression on each log group as CloudWatch Logs allows', async () => {
    const regex = '{ $.errorCode = %Denied% }';
    expect(refusalsOf(await withFilters([...times(5, trailGroup), ...times(5, '/other')], regex))).toEqual(
      [],
    );
    expect(refusalsOf(await withFilters(times(6, trailGroup), regex))).toEqual([
      `CloudWatch would refuse metric filters on ${trailGroup}: The log group has 6 metric filters with a regular expression; at most 5 are allowed.`,
    ]);
  });

  it('are counted by the local run and by the replay', async () => {
    const stack = await withFilters(times(100, trailGroup));
    expect(() => readPlan(stack)).toThrow(
      /^AWS would refuse this declaration:\n.* at most 100 are allowed\./,
    );
    expect(() => readReplayPlan(stack)).toThrow('at most 100 are allowed.');
  });
});
