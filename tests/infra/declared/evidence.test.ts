import { existsSync, readFileSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { settingsFile, parseEvidenceSettings } from '../../../functions/evidence/settings.ts';
import { bundleEvidence } from '../../../infra/evidence-bundle.ts';
import { queuePolicy } from '../../../infra/iam/queue-policy.ts';
import { evidencePolicy } from '../../../infra/iam/evidence-policy.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

const stacks = {} as Record<'dev' | 'prod' | 'monitor', DeclaredStack>;
beforeAll(async () => {
  for (const name of ['dev', 'prod', 'monitor'] as const) stacks[name] = await declaredStack(name);
});

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:ap-southeast-2:111122223333:${resource}`;
const topicArn = arn('sns', 'pattern1-logging-topic');
const functionArn = arn('lambda', 'function:keywatch-dev-evidence');
const queueArn = arn('sqs', 'keywatch-dev-undelivered');
const ruleArn = arn('events', 'rule/keywatch-dev-evidence');
const inputs = (type: string, name: string) => stacks.dev.resource(type, `evidence-${name}`).inputs;
const policyOf = (type: string, name: string): unknown => JSON.parse(String(inputs(type, name)['policy']));

interface Code {
  readonly assets: Readonly<Record<string, { readonly path?: string; readonly text?: string }>>;
}
const codeOf = (stack: DeclaredStack): Code =>
  stack.resource('aws:lambda/function:Function', 'evidence-function').inputs['code'] as Code;
const settingsOf = (stack: DeclaredStack) =>
  parseEvidenceSettings(codeOf(stack).assets[settingsFile]?.text ?? '');

describe('the function that explains the alarms of dev', () => {
  it('runs on the current LTS of Node, on ARM, with a log group and a queue of its own', () => {
    const { code, ...others } = inputs('aws:lambda/function:Function', 'function');
    expect(others).toEqual({
      name: 'keywatch-dev-evidence',
      description: 'Explains the alarms of the detections to people',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      role: 'arn:aws:iam::111122223333:role/keywatch-dev-evidence',
      memorySize: 256,
      timeout: 90,
      deadLetterConfig: { targetArn: queueArn },
      loggingConfig: { logFormat: 'JSON', logGroup: '/keywatch/dev/evidence' },
    });
    expect(Object.keys((code as Code).assets).sort()).toEqual(['index.js', 'settings.json']);
  });

  it('is the bundle of its sources, under a name that is made of them', () => {
    const file = bundleEvidence();
    expect(codeOf(stacks.dev).assets['index.js']?.path).toBe(file);
    expect(codeOf(stacks.prod).assets['index.js']?.path).toBe(file);
    const bundle = readFileSync(file);
    rmSync(file);
    expect(bundleEvidence()).toBe(file);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file).equals(bundle)).toBe(true);
    expect(bundle.includes(process.cwd())).toBe(false);
  });

  it('may do what its policy says, and is let in by its one rule', () => {
    expect(policyOf('aws:iam/rolePolicy:RolePolicy', 'policy')).toEqual(
      evidencePolicy({
        region: 'ap-southeast-2',
        searchedLogGroupArns: [
          arn('logs', 'log-group:/keywatch/dev/trail'),
          arn('logs', 'log-group:/keywatch/dev/service'),
        ],
        logGroupArn: arn('logs', 'log-group:/keywatch/dev/evidence'),
        tableArn: arn('dynamodb', 'table/keywatch-dev-incidents'),
        deadLetterQueueArn: queueArn,
        topic: {
          arn: topicArn,
          kmsKeyArn: String(stacks.dev.resource('aws:kms/key:Key', 'keys-notifications-key').outputs['arn']),
        },
        secretArns: [],
      }),
    );
    expect(inputs('aws:lambda/permission:Permission', 'alarms-permission')).toEqual({
      function: 'keywatch-dev-evidence',
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceArn: ruleArn,
    });
  });

  it('is handed the changes of exactly the alarms of the detections', () => {
    const { name, eventPattern } = inputs('aws:cloudwatch/eventRule:EventRule', 'alarms');
    expect(name).toBe('keywatch-dev-evidence');
    const { resources } = JSON.parse(String(eventPattern)) as { resources: string[] };
    const ofDetections = stacks.dev
      .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
      .filter((alarm) => alarm.name.startsWith('detections-'))
      .map(({ outputs }) => outputs['arn']);
    expect([...resources].sort()).toEqual(ofDetections.sort());
    expect(inputs('aws:cloudwatch/eventTarget:EventTarget', 'alarms-target')).toEqual({
      rule: 'keywatch-dev-evidence',
      arn: functionArn,
      deadLetterConfig: { arn: queueArn },
    });
  });

  it('remembers incidents in a table that costs nothing while nothing happens, and forgets them', () => {
    expect(inputs('aws:dynamodb/table:Table', 'incidents')).toEqual({
      name: 'keywatch-dev-incidents',
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'alarmName',
      attributes: [{ name: 'alarmName', type: 'S' }],
      ttl: { attributeName: 'expiresAt', enabled: true },
    });
  });
});

/** How an alarm tells of the first of what it counts. */
const oneIsTooMany = {
  period: 60,
  evaluationPeriods: 1,
  threshold: 1,
  comparisonOperator: 'GreaterThanOrEqualToThreshold',
  treatMissingData: 'notBreaching',
  actionsEnabled: true,
  alarmActions: [topicArn],
  okActions: [topicArn],
};

describe('an event that nobody was told of', () => {
  it('is kept for two weeks in an encrypted queue, which its rule and the role may write to', () => {
    expect(inputs('aws:sqs/queue:Queue', 'undelivered')).toEqual({
      name: 'keywatch-dev-undelivered',
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 1_209_600,
    });
    const { queueUrl } = inputs('aws:sqs/queuePolicy:QueuePolicy', 'undelivered-policy');
    expect(queueUrl).toBe('https://sqs.ap-southeast-2.amazonaws.com/111122223333/keywatch-dev-undelivered');
    expect(policyOf('aws:sqs/queuePolicy:QueuePolicy', 'undelivered-policy')).toEqual(
      queuePolicy({ queueArn, accountId: '111122223333', ruleArns: [ruleArn] }),
    );
  });

  it('raises an alarm by the way that does not need the function', () => {
    const { alarmDescription, ...alarm } = inputs('aws:cloudwatch/metricAlarm:MetricAlarm', 'failed');
    expect(alarm).toEqual({
      name: 'keywatch-dev-evidence-failed',
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: 'keywatch-dev-undelivered' },
      statistic: 'Maximum',
      ...oneIsTooMany,
    });
    expect(alarmDescription).toContain('/keywatch/dev/evidence');
    expect(alarmDescription).toContain('keywatch-dev-undelivered');
  });
});

describe('an event that could not even be kept', () => {
  it('raises an alarm on the function, since the queue stays empty without the permissions of its role', () => {
    const { alarmDescription, ...alarm } = inputs('aws:cloudwatch/metricAlarm:MetricAlarm', 'lost');
    expect(alarm).toEqual({
      name: 'keywatch-dev-evidence-lost',
      namespace: 'AWS/Lambda',
      metricName: 'DeadLetterErrors',
      dimensions: { FunctionName: 'keywatch-dev-evidence' },
      statistic: 'Sum',
      ...oneIsTooMany,
    });
    expect(alarmDescription).toContain('the role keywatch-dev-evidence');
    expect(stacks.dev.outputs['alarmNames']).toContain('keywatch-dev-evidence-lost');
    const policy = stacks.dev
      .ofType('aws:sns/topicPolicy:TopicPolicy')
      .map(({ inputs: { policy: text } }) => String(text));
    expect(policy.join()).toContain(':alarm:keywatch-dev-evidence-lost"');
  });
});

describe.each(['dev', 'prod', 'monitor'] as const)('what the function of %s knows', (name) => {
  it('is in the form it reads, and names every alarm of its rules with the patterns of its filters', () => {
    const stack = stacks[name];
    const { alarms, trailLogGroupName } = settingsOf(stack);
    expect(trailLogGroupName).toBe(stack.outputs['trailLogGroupName']);
    const ofDetections = stack
      .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
      .filter((alarm) => alarm.name.startsWith('detections-'));
    expect(alarms.map(({ alarmName }) => alarmName).sort()).toEqual(
      ofDetections.map(({ inputs }) => String(inputs['name'])).sort(),
    );
    const patterns = stack
      .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
      .filter((filter) => filter.name.startsWith('detections-'))
      .map((filter) => String(filter.inputs['pattern']));
    expect(alarms.flatMap(({ filterPatterns }) => filterPatterns).sort()).toEqual(patterns.sort());
  });
});

it("knows the service's log where the service is deployed, for calls of its own role alone", () => {
  const { serviceLogGroupName, alarms } = settingsOf(stacks.prod);
  expect(serviceLogGroupName).toBe('/keywatch/prod/service');
  const madeFor = alarms.filter(({ madeForClients }) => madeForClients).map(({ detection }) => detection);
  expect(madeFor).toContain('kms-wrong-key-burst');
  expect(madeFor).toContain('kms-use-elsewhere');
  expect(madeFor).not.toContain('kms-foreign-principal');
  expect(madeFor).not.toContain('monitoring-tampered');
});

it('knows of no client where the service is not deployed', () => {
  const { serviceLogGroupName, alarms } = settingsOf(stacks.monitor);
  expect(serviceLogGroupName).toBeUndefined();
  expect(alarms.filter(({ madeForClients }) => madeForClients)).toEqual([]);
  expect(alarms.length).toBeGreaterThan(10);
});
