import { describe, expect, it } from 'vitest';
import { readReplayPlan } from '../../replay/replay-plan.ts';
import {
  createDeclaredStack,
  type DeclaredResource,
  type DeclaredStack,
} from '../../stack/declared-stack.ts';
import { DeclarationError } from '../../stack/declared/properties.ts';
import { declaredStack } from '../support/declared-stack.ts';

const taskRole = 'arn:aws:iam::111122223333:role/keywatch-dev-task';

/** The stack with one property of its resources of a type changed. */
function withOutputs(
  stack: DeclaredStack,
  type: string,
  change: (resource: DeclaredResource) => object,
): DeclaredStack {
  const resources = stack.resources.map((resource) =>
    resource.type === type
      ? { ...resource, outputs: { ...resource.outputs, ...change(resource) } }
      : resource,
  );
  return createDeclaredStack(stack, resources, stack.outputs);
}

const filterType = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';

describe("the plan of a declared stack's replay", () => {
  it("has the filters of the trail's log group and the alarms on their metrics", async () => {
    const plan = readReplayPlan(await declaredStack('dev'));
    expect(plan.logGroupName).toBe('/keywatch/dev/trail');
    expect(plan.metricFilters.map(({ filterName }) => filterName)).toContain('keywatch-dev-kms-wrong-key');
    expect(plan.alarms.map(({ alarmName }) => alarmName)).toContain('keywatch-dev-kms-wrong-key-slow');
    expect(plan.metricFilters.every(({ logGroupName }) => logGroupName === plan.logGroupName)).toBe(true);
  });

  it('leaves out filters of other log groups and says which alarms are not replayed', async () => {
    const stack = withOutputs(await declaredStack('dev'), filterType, ({ outputs }) =>
      outputs['name'] === 'keywatch-dev-kms-denied' ? { logGroupName: 'elsewhere' } : {},
    );
    const plan = readReplayPlan(stack);
    expect(plan.metricFilters.map(({ filterName }) => filterName)).not.toContain('keywatch-dev-kms-denied');
    expect(plan.notReplayed.map(({ alarmName }) => alarmName)).toContain('keywatch-dev-kms-denied');
  });

  it('takes the filters of a log group that is named', async () => {
    const stack = withOutputs(await declaredStack('dev'), filterType, ({ outputs }) =>
      outputs['name'] === 'keywatch-dev-kms-denied' ? { logGroupName: 'elsewhere' } : {},
    );
    const plan = readReplayPlan(stack, { logGroupName: 'elsewhere' });
    expect(plan.metricFilters.map(({ filterName }) => filterName)).toEqual(['keywatch-dev-kms-denied']);
    expect(plan.alarms.map(({ alarmName }) => alarmName)).toEqual(['keywatch-dev-kms-denied']);
  });

  it('takes the patterns of a deployment in place of those with example keys and addresses', async () => {
    const stack = await declaredStack('dev');
    const declared = readReplayPlan(stack);
    const deployedPatterns = Object.fromEntries(
      declared.metricFilters.map(({ filterName, filterPattern }) => [
        filterName,
        filterPattern.replaceAll(taskRole, 'arn:aws:iam::999988887777:role/keywatch-dev-task'),
      ]),
    );
    const plan = readReplayPlan(stack, { deployedPatterns });
    const texts = plan.metricFilters.map(({ filterName, filterPattern }) => [filterName, filterPattern]);
    expect(Object.fromEntries(texts)).toEqual(deployedPatterns);
    expect(plan.alarms).toEqual(declared.alarms);
  });

  it('names the filters that were not deployed', async () => {
    const stack = await declaredStack('dev');
    const names = readReplayPlan(stack).metricFilters.map(({ filterName }) => filterName);
    const deployedPatterns = Object.fromEntries(
      names.filter((name) => name !== 'keywatch-dev-kms-denied').map((name) => [name, '{ $.a = 1 }']),
    );
    expect(() => readReplayPlan(stack, { deployedPatterns })).toThrow(
      'The outputs have no pattern of keywatch-dev-kms-denied: they are of another stack, or of an older version of this one.',
    );
  });

  it('names the groups there are when one has no filter', async () => {
    const stack = await declaredStack('dev');
    expect(() => readReplayPlan(stack, { logGroupName: 'nowhere' })).toThrow(
      'The stack "dev" declares no metric filter on nowhere. It has filters on: /keywatch/dev/service, /keywatch/dev/trail.',
    );
  });

  it.each([
    [{}, taskRole],
    [{ accountId: '999988887777' }, 'arn:aws:iam::999988887777:role/keywatch-dev-task'],
    [{ taskRoleArn: 'arn:aws:iam::999988887777:role/old' }, 'arn:aws:iam::999988887777:role/old'],
    [{ accountId: '999988887777', taskRoleArn: `${taskRole}-1` }, `${taskRole}-1`],
  ])('with %j watches %s', async (options, role) => {
    const { metricFilters } = readReplayPlan(await declaredStack('dev'), options);
    const wrongKey = metricFilters.find(({ filterName }) => filterName === 'keywatch-dev-kms-wrong-key');
    expect(wrongKey?.filterPattern).toContain(`"${role}"`);
  });

  it.each([
    [{ accountId: '999988887777' }, '999988887777:assumed-role/keywatch-dev-task/'],
    [{ taskRoleArn: 'arn:aws:iam::999988887777:role/app/old' }, '999988887777:assumed-role/old/'],
    [
      { accountId: '999988887777', taskRoleArn: 'arn:aws:iam::444455556666:role/old' },
      '444455556666:assumed-role/old/',
    ],
  ])("with %j takes no session of %s for a foreigner's", async (options, sessions) => {
    const { metricFilters } = readReplayPlan(await declaredStack('dev'), options);
    const foreign = metricFilters.find(({ filterName }) =>
      filterName.startsWith('keywatch-dev-kms-foreign-principal'),
    );
    const told = [...(foreign?.filterPattern ?? '').matchAll(/"arn:aws:sts::([^"]*)\*"/g)];
    expect(told.map(([, session]) => session)).toEqual([sessions]);
  });

  it.each([
    [filterType, { pattern: '{ $.a == 1 }' }, /^CloudWatch would refuse the metric filter \S+: /],
    [
      'aws:cloudwatch/metricAlarm:MetricAlarm',
      { period: 61 },
      /^CloudWatch would refuse the alarm \S+: .*period/is,
    ],
  ])('is refused where AWS would refuse a %s', async (type, outputs, sentence) => {
    const stack = withOutputs(await declaredStack('dev'), type, () => outputs);
    expect(() => readReplayPlan(stack)).toThrow(sentence);
    expect(() => readReplayPlan(stack)).toThrow(DeclarationError);
  });
});
