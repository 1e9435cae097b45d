import { beforeAll, describe, expect, it } from 'vitest';
import { detections, type RecordDetection } from '../../../detections/index.ts';
import { queuePolicy } from '../../../infra/iam/queue-policy.ts';
import type { PolicyDocument } from '../../../infra/iam/policy-document.ts';
import { readRecordsPolicy } from '../../../infra/iam/read-records-policy.ts';
import { recordedSubject } from '../../../detections/recorded/kms-records.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

const ruleType = 'aws:cloudwatch/eventRule:EventRule';
const ofFastPath = (stack: DeclaredStack, type: string) =>
  stack.ofType(type).filter(({ name }) => name.startsWith('fast-path-'));
const rulesOf = (stack: DeclaredStack) => ofFastPath(stack, ruleType);

describe('the fast path of prod', () => {
  let prod: DeclaredStack;
  beforeAll(async () => {
    prod = await declaredStack('prod');
  });
  const queue = () => prod.resource('aws:sqs/queue:Queue', 'fast-path-records').outputs;
  const ruleArns = () => rulesOf(prod).map(({ outputs }) => String(outputs['arn']));

  it('has a rule for each metric filter of the detections that fire at their first record', () => {
    const atOnce = [
      'kms-wrong-key',
      'kms-key-mismatch',
      'kms-denied',
      'kms-use-elsewhere',
      'kms-foreign-principal',
      'kms-key-admin',
      'monitoring-tampered',
    ];
    const filters = prod
      .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
      .map(({ name }) => name.replace(/^detections-/, ''))
      .filter((name) =>
        atOnce.some((id) => name === id || (name.startsWith(`${id}-`) && !/-(burst|slow)$/.test(name))),
      );
    expect(
      rulesOf(prod)
        .map(({ name }) => name.replace(/^fast-path-/, ''))
        .sort(),
    ).toEqual(filters.sort());
    expect(filters.length).toBeGreaterThan(15);
  });

  it('delivers calls that only read as well', () => {
    const states = rulesOf(prod).map(({ inputs }) => inputs['state']);
    expect(new Set(states)).toEqual(new Set(['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']));
  });

  it("has the detection's own pattern, within EventBridge's length", () => {
    const wrongKey = detections.find(({ id }) => id === 'kms-wrong-key') as RecordDetection<'role'>;
    const { inputs } = prod.resource(ruleType, 'fast-path-kms-wrong-key');
    const taskRoleArn = String(prod.outputs['ecsTaskRoleArn']);
    const compiled = wrongKey.eventPattern({ ...recordedSubject, taskRoleArn });
    expect(compiled).toEqual({
      expressible: true,
      pattern: JSON.parse(String(inputs['eventPattern'])) as unknown,
    });
    const lengths = rulesOf(prod).map((rule) => String(rule.inputs['eventPattern']).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2048);
  });

  it('names rules within the 64 characters EventBridge allows, each once', () => {
    const names = rulesOf(prod).map(({ inputs }) => String(inputs['name']));
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^keywatch-prod-[a-z0-9-]{1,50}$/.test(name))).toEqual([]);
  });

  it('hands each record, and the alarm that counts it, to the queue; what can not be is kept', () => {
    const targets = ofFastPath(prod, 'aws:cloudwatch/eventTarget:EventTarget');
    const undelivered = prod.resource('aws:sqs/queue:Queue', 'evidence-undelivered').outputs['arn'];
    const sorted = (values: readonly unknown[]) => values.map(String).sort();
    expect(sorted(targets.map(({ inputs }) => inputs['rule']))).toEqual(
      sorted(rulesOf(prod).map(({ inputs }) => inputs['name'])),
    );
    const { inputs } = prod.resource(
      'aws:cloudwatch/eventTarget:EventTarget',
      'fast-path-kms-key-admin-audit-target',
    );
    expect(inputs).toEqual({
      rule: 'keywatch-prod-kms-key-admin-audit',
      arn: queue()['arn'],
      inputTransformer: {
        inputPaths: { record: '$.detail' },
        inputTemplate: '{"alarmName":"keywatch-prod-kms-key-admin","record":<record>}',
      },
      deadLetterConfig: { arn: undelivered },
    });
  });

  it('keeps what fails five times in the queue that an alarm watches', () => {
    const undelivered = prod.resource('aws:sqs/queue:Queue', 'evidence-undelivered');
    expect(queue()).toMatchObject({
      name: 'keywatch-prod-records',
      sqsManagedSseEnabled: true,
      visibilityTimeoutSeconds: 550,
      messageRetentionSeconds: 1_209_600,
    });
    expect(JSON.parse(String(queue()['redrivePolicy']))).toEqual({
      deadLetterTargetArn: undelivered.outputs['arn'],
      maxReceiveCount: 5,
    });
    const alarm = prod.resource('aws:cloudwatch/metricAlarm:MetricAlarm', 'evidence-failed');
    expect(alarm.inputs['dimensions']).toEqual({ QueueName: undelivered.outputs['name'] });
  });

  it('raises an alarm when records wait for longer than a failed run and the next one take', () => {
    const { alarmDescription, ...alarm } = prod.resource(
      'aws:cloudwatch/metricAlarm:MetricAlarm',
      'fast-path-late',
    ).inputs;
    const topic = prod.outputs['alarmTopicArn'];
    expect(alarm).toEqual({
      name: 'keywatch-prod-evidence-late',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: 'keywatch-prod-records' },
      statistic: 'Maximum',
      period: 60,
      evaluationPeriods: 1,
      threshold: 10 + 550 + 90,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
      actionsEnabled: true,
      alarmActions: [topic],
      okActions: [topic],
    });
    expect(alarmDescription).toContain('/keywatch/prod/evidence');
    expect(prod.outputs['alarmNames']).toContain('keywatch-prod-evidence-late');
  });

  it('lets its rules alone write to the queue, and the queue of what is left over take from them too', () => {
    const policyOf = (name: string) => {
      const { inputs } = prod.resource('aws:sqs/queuePolicy:QueuePolicy', name);
      const policy = JSON.parse(String(inputs['policy'])) as PolicyDocument;
      const [{ Condition: condition } = { Condition: undefined }] = policy.Statement;
      return { policy, ruleArns: condition?.['ArnEquals']?.['aws:SourceArn'] as string[] };
    };
    const accountId = '111122223333';
    const records = policyOf('fast-path-records-policy');
    const queueArn = String(queue()['arn']);
    expect(records.policy).toEqual(queuePolicy({ queueArn, accountId, ruleArns: records.ruleArns }));
    expect([...records.ruleArns].sort()).toEqual(ruleArns().sort());

    const undelivered = policyOf('evidence-undelivered-policy');
    const undeliveredArn = String(
      prod.resource('aws:sqs/queue:Queue', 'evidence-undelivered').outputs['arn'],
    );
    const all = prod.ofType(ruleType).map(({ outputs }) => String(outputs['arn']));
    expect(undelivered.policy).toEqual(
      queuePolicy({ queueArn: undeliveredArn, accountId, ruleArns: undelivered.ruleArns }),
    );
    expect([...undelivered.ruleArns].sort()).toEqual(all.sort());
  });

  it('hands the queue to the function that explains alarms, in batches that may fail in part', () => {
    expect(
      prod.resource('aws:lambda/eventSourceMapping:EventSourceMapping', 'fast-path-mapping').inputs,
    ).toMatchObject({
      eventSourceArn: queue()['arn'],
      functionName: 'keywatch-prod-evidence',
      batchSize: 1000,
      maximumBatchingWindowInSeconds: 10,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: 2 },
    });
    const { inputs } = prod.resource('aws:iam/rolePolicy:RolePolicy', 'fast-path-policy');
    expect(inputs['role']).toBe('keywatch-prod-evidence');
    expect(JSON.parse(String(inputs['policy']))).toEqual(readRecordsPolicy(String(queue()['arn'])));
  });

  it("lets a message come back after the time of six of the function's runs and the batching window", () => {
    const { inputs } = prod.resource('aws:lambda/function:Function', 'evidence-function');
    expect(Number(inputs['timeout']) * 6 + 10).toBe(queue()['visibilityTimeoutSeconds']);
  });
});

it('is off in dev, which explains its alarms all the same', async () => {
  const dev = await declaredStack('dev');
  expect(dev.resources.filter(({ name }) => name.startsWith('fast-path'))).toEqual([]);
  expect(dev.ofType('aws:lambda/function:Function')).toHaveLength(1);
});

it('has rules for every role where somebody else runs the applications', async () => {
  const monitor = await declaredStack('monitor');
  const names = rulesOf(monitor).map(({ inputs }) => String(inputs['name']));
  expect(names.filter((name) => name.includes('kms-wrong-key-111122223333'))).toHaveLength(1);
  expect(names.filter((name) => name.length > 64)).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
