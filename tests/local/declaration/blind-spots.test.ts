import { beforeAll, describe, expect, it } from 'vitest';
import { readPlan } from '../../../local/declaration/read-plan.ts';
import { createDeclaredStack, type DeclaredResource } from '../../../stack/declared-stack.ts';
import type { DeclaredStack } from '../../../stack/evaluate.ts';
import { declaredDevStack } from '../../support/local-plan.ts';

const trail = 'aws:cloudtrail/trail:Trail';
const metricFilter = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';
const alarm = 'aws:cloudwatch/metricAlarm:MetricAlarm';
const topic = 'aws:sns/topic:Topic';
const subscription = 'aws:sns/topicSubscription:TopicSubscription';

const everything = { readWriteType: 'All', includeManagementEvents: true };

describe('a declaration that would be silent on AWS is refused', () => {
  let declared: DeclaredStack;

  beforeAll(async () => {
    declared = await declaredDevStack();
  });

  /** The stack with other properties for some resources. */
  const changedWhere = (
    isChanged: (resource: DeclaredResource) => boolean,
    properties: Record<string, unknown>,
  ): DeclaredStack => {
    const change = (resource: DeclaredResource): DeclaredResource =>
      isChanged(resource)
        ? {
            ...resource,
            inputs: { ...resource.inputs, ...properties },
            outputs: { ...resource.outputs, ...properties },
          }
        : resource;
    return createDeclaredStack(declared, declared.resources.map(change), declared.outputs);
  };

  /** With other properties for the first resource of a type. */
  const changed = (type: string, properties: Record<string, unknown>): DeclaredStack =>
    changedWhere((resource) => resource === declared.ofType(type)[0], properties);

  const without = (type: string): DeclaredStack =>
    createDeclaredStack(
      declared,
      declared.resources.filter((resource) => resource.type !== type),
      declared.outputs,
    );

  it('but not the dev stack as it stands', () => {
    expect(() => readPlan(declared)).not.toThrow();
  });

  it.each([
    [
      'a trail that excludes KMS events',
      trail,
      { eventSelectors: [{ ...everything, excludeManagementEventSources: ['kms.amazonaws.com'] }] },
      'excludeManagementEventSources names kms.amazonaws.com',
    ],
    [
      'a write-only trail',
      trail,
      { eventSelectors: [{ ...everything, readWriteType: 'WriteOnly' }] },
      'readWriteType is WriteOnly, but Decrypt is a read event',
    ],
    [
      'a trail without management events',
      trail,
      { eventSelectors: [{ includeManagementEvents: false }] },
      'includeManagementEvents is false',
    ],
    [
      'an advanced selector that leaves KMS out',
      trail,
      {
        eventSelectors: [],
        advancedEventSelectors: [
          {
            fieldSelectors: [
              { field: 'eventCategory', equals: ['Management'] },
              { field: 'eventSource', notEquals: ['kms.amazonaws.com'] },
            ],
          },
        ],
      },
      "eventSource 'kms.amazonaws.com' fails notEquals",
    ],
    ['a trail that does not log', trail, { enableLogging: false }, 'enableLogging is false'],
    [
      'a trail without a log group',
      trail,
      { cloudWatchLogsGroupArn: undefined },
      'sends no events to CloudWatch Logs',
    ],
    [
      'a trail without the role to write to it',
      trail,
      { cloudWatchLogsRoleArn: undefined },
      'sends no events to CloudWatch Logs',
    ],
    [
      'a filter on another log group',
      metricFilter,
      { logGroupName: '/other' },
      'reads /other; the trail writes to',
    ],
    [
      'a filter whose metric no alarm watches',
      metricFilter,
      { metricTransformation: { name: 'Nobody', namespace: 'Looks', value: '1' } },
      'No alarm watches Looks Nobody',
    ],
    ['an alarm on another metric', alarm, { metricName: 'Typo' }, 'Typo, a metric no filter emits'],
    ['an alarm on another namespace', alarm, { namespace: 'Typo' }, 'watches Typo '],
    [
      'an alarm on a dimension the filter does not write',
      alarm,
      { dimensions: { Role: 'task' } },
      'a metric no filter emits',
    ],
    ['an alarm whose actions are disabled', alarm, { actionsEnabled: false }, 'are disabled'],
    ['an alarm without an action', alarm, { alarmActions: [] }, 'has no action for ALARM'],
    [
      'an alarm that notifies a foreign topic',
      alarm,
      { alarmActions: ['arn:aws:sns:ap-southeast-2:111122223333:foreign'] },
      'which this stack does not declare',
    ],
    [
      "a topic under SNS's own key",
      topic,
      { kmsMasterKeyId: 'alias/aws/sns' },
      'a key CloudWatch alarms may not use',
    ],
  ])('%s', (_what, type, properties, reason) => {
    expect(() => readPlan(changed(type, properties))).toThrow(reason);
  });

  it.each([
    [
      'pattern',
      metricFilter,
      { pattern: '{ $.a == 1 }' },
      /^AWS would refuse this declaration:\n- CloudWatch would refuse the metric filter \S+: .*==/,
    ],
    [
      'period',
      alarm,
      { period: 45 },
      /^AWS would refuse this declaration:\n- CloudWatch would refuse the alarm \S+: .*45/,
    ],
  ])('and so is one with a %s that AWS refuses', (_what, type, properties, reason) => {
    expect(() => readPlan(changed(type, properties))).toThrow(reason);
  });

  it.each([
    [
      'both kinds of event selectors',
      {
        advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }],
      },
      'It has eventSelectors and advancedEventSelectors; a trail takes the one or the other.',
    ],
    [
      'a field that only event data stores know',
      {
        eventSelectors: [],
        advancedEventSelectors: [
          {
            fieldSelectors: [
              { field: 'eventCategory', equals: ['Management'] },
              { field: 'eventName', equals: ['Decrypt'] },
            ],
          },
        ],
      },
      "An advanced event selector of management events tests eventName; a trail's may test eventCategory, readOnly or eventSource.",
    ],
  ])('and so is a trail with %s', (_what, properties, reason) => {
    expect(() => readPlan(changed(trail, properties))).toThrow(
      `AWS would refuse this declaration:\n- CloudTrail would refuse the trail ${String(declared.ofType(trail)[0]?.outputs['arn'])}: ${reason}`,
    );
  });

  it("a filter that looks for CloudTrail records among the service's lines", () => {
    const stack = changedWhere(({ type, name }) => type === metricFilter && /kms-wrong-key$/.test(name), {
      logGroupName: '/keywatch/dev/service',
    });
    expect(() => readPlan(stack)).toThrow(
      /^This .*:\n- The metric filter keywatch-dev-kms-wrong-key looks for CloudTrail records in \/keywatch\/dev\/service; the trail writes to \/keywatch\/dev\/trail\.$/,
    );
  });

  describe('where no filter of the trail tells an alarm of a wrong key', () => {
    const reason =
      "No metric filter on /keywatch/dev/trail matches the record of a task's Decrypt with a wrong key and feeds an alarm.";
    /** What answers to a wrong key tried by the task itself, from its own address. */
    const seesWrongKeys = ({ type, inputs }: DeclaredResource): boolean =>
      type === metricFilter && /InvalidCiphertext|errorCode = "\*"/.test(String(inputs['pattern']));

    it('because none is declared, whatever sees keys used elsewhere', () => {
      const metrics = declared.resources
        .filter(seesWrongKeys)
        .map(({ inputs }) => (inputs['metricTransformation'] as { name: string }).name);
      expect(metrics).toHaveLength(4);
      const resources = declared.resources.filter(
        (resource) => !seesWrongKeys(resource) && !metrics.includes(String(resource.inputs['metricName'])),
      );
      expect(resources.some(({ name }) => name.endsWith('kms-use-elsewhere'))).toBe(true);
      const stack = createDeclaredStack(declared, resources, declared.outputs);
      expect(() => readPlan(stack)).toThrow(
        `This declaration would be silent on AWS, so it is not run:\n- ${reason}`,
      );
    });

    it("because they watch another role's records", () => {
      const pattern =
        '{ $.eventSource = "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "arn:aws:iam::111122223333:role/other" }';
      expect(() => readPlan(changedWhere(seesWrongKeys, { pattern }))).toThrow(
        `This declaration would be silent on AWS, so it is not run:\n- ${reason}`,
      );
    });

    it('because no alarm watches their metric', () => {
      const metricTransformation = { name: 'Nobody', namespace: 'Looks', value: '1' };
      expect(() => readPlan(changedWhere(seesWrongKeys, { metricTransformation }))).toThrow(reason);
    });

    it('but not where one of them is left', () => {
      const others = (resource: DeclaredResource): boolean =>
        seesWrongKeys(resource) && !resource.name.endsWith('kms-wrong-key');
      const pattern = '{ $.eventSource = "kms.amazonaws.com" && $.errorCode = "NoSuchError" }';
      expect(() => readPlan(changedWhere(others, { pattern }))).not.toThrow();
    });
  });

  it('a topic without a subscription', () => {
    expect(() => readPlan(without(subscription))).toThrow('Nobody is subscribed to arn:aws:sns:');
  });

  it('with all reasons together, each on a line of its own', () => {
    const stack = changed(trail, { enableLogging: false, cloudWatchLogsGroupArn: undefined });
    expect(() => readPlan(stack)).toThrow(
      /^This declaration would be silent on AWS, so it is not run:\n- .*\n- .*$/,
    );
  });

  it.each([
    [trail, 'exactly one aws:cloudtrail/trail:Trail; the stack "dev" declares none'],
    ['aws:ecs/taskDefinition:TaskDefinition', 'exactly one aws:ecs/taskDefinition:TaskDefinition'],
    ['aws:iam/role:Role', 'is not declared in this stack'],
  ])('a stack without %s is refused by name', (type, sentence) => {
    expect(() => readPlan(without(type))).toThrow(sentence);
  });
});
