import { beforeAll, describe, expect, it } from 'vitest';
import { detections } from '../../../detections/index.ts';
import { topicPolicy } from '../../../infra/iam/topic-policy.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/** Monitoring alone, as Pulumi.monitor.yaml shows it. */
let monitor: DeclaredStack;
beforeAll(async () => {
  monitor = await declaredStack('monitor');
});

const logGroupName = 'aws-cloudtrail-logs-111122223333-organization';
const roles = [
  ['arn:aws:iam::111122223333:role/pattern1-app-task', '111122223333-pattern1-app-task'],
  ['arn:aws:iam::444455556666:role/service-role/payments-api', '444455556666-payments-api'],
] as const;
const standard = detections.filter(({ deployment }) => deployment === 'always');
const filters = () => monitor.ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter');
const alarms = () => monitor.ofType('aws:cloudwatch/metricAlarm:MetricAlarm');

it('declares nothing but detections, alarms, notifications, dashboard and their keys', () => {
  const types = new Set(monitor.resources.filter(({ options }) => options.custom).map(({ type }) => type));
  expect([...types].sort()).toEqual([
    'aws:cloudwatch/dashboard:Dashboard',
    'aws:cloudwatch/logMetricFilter:LogMetricFilter',
    'aws:cloudwatch/metricAlarm:MetricAlarm',
    'aws:kms/alias:Alias',
    'aws:kms/key:Key',
    'aws:sns/topic:Topic',
    'aws:sns/topicPolicy:TopicPolicy',
    'aws:sns/topicSubscription:TopicSubscription',
  ]);
});

describe.each(roles)('the role %s', (roleArn, identity) => {
  it.each(standard)(
    'has a filter and an alarm of its own for $id',
    ({ id, filterPattern, metric, alarm }) => {
      const metricOf = { namespace: 'Keywatch/keywatch-monitor', name: `${metric.name}-${identity}` };
      const name = `keywatch-monitor-${id}-${identity}`;
      const filter = filters().find(({ inputs }) => inputs['name'] === name);
      expect(filter?.inputs).toEqual({
        name,
        logGroupName,
        pattern: filterPattern({ taskRoleArn: roleArn }),
        metricTransformation: { ...metricOf, value: '1', defaultValue: '0' },
      });
      expect(alarms().find(({ inputs }) => inputs['name'] === name)?.inputs).toMatchObject({
        namespace: metricOf.namespace,
        metricName: metricOf.name,
        threshold: alarm.threshold,
        alarmActions: [monitor.outputs['alarmTopicArn']],
        alarmDescription: expect.stringMatching(new RegExp(`\nRole: ${roleArn}$`)) as string,
      });
    },
  );
});

it('shares no filter, metric or alarm between roles', () => {
  const expected = roles.length * standard.length;
  const metrics = filters().map(({ inputs }) => JSON.stringify(inputs['metricTransformation']));
  for (const names of [metrics, filters().map(({ name }) => name), alarms().map(({ name }) => name)]) {
    expect(new Set(names).size).toBe(expected);
  }
});

it('lets exactly its alarms publish', () => {
  const topicArn = String(monitor.outputs['alarmTopicArn']);
  const { policy } = monitor.resource('aws:sns/topicPolicy:TopicPolicy', 'notifications-topic-policy').inputs;
  const alarmArns = (monitor.outputs['alarmNames'] as string[]).map(
    (name) => `arn:aws:cloudwatch:ap-southeast-2:111122223333:alarm:${name}`,
  );
  expect(alarms().map(({ outputs }) => outputs['arn'])).toEqual(expect.arrayContaining(alarmArns));
  expect(alarmArns).toHaveLength(alarms().length);
  expect(JSON.parse(String(policy))).toEqual(
    topicPolicy({ accountId: '111122223333', topicArn, alarmArns, databaseEventSourceArns: [] }),
  );
});

it('shows whose metric each graph is', () => {
  const { dashboardBody } = monitor.resource(
    'aws:cloudwatch/dashboard:Dashboard',
    'dashboard-dashboard',
  ).inputs;
  const { widgets } = JSON.parse(String(dashboardBody)) as { widgets: { properties: { title: string } }[] };
  expect(widgets.slice(1).map(({ properties }) => properties.title)).toEqual(
    roles.flatMap(([, identity]) => standard.map(({ title }) => `${title} (${identity})`)),
  );
});

it('exports what there is, and nothing of an application or a trail', () => {
  expect(Object.keys(monitor.outputs).sort()).toEqual([
    'alarmNames',
    'alarmTopicArn',
    'awsRegion',
    'dashboardUrl',
    'metricFilterNames',
    'trailLogGroupName',
  ]);
  expect(monitor.outputs['trailLogGroupName']).toBe(logGroupName);
});

describe('an application beside an existing trail', () => {
  let beside: DeclaredStack;
  beforeAll(async () => {
    beside = await declaredStack('beside', {
      'aws:region': 'ap-southeast-2',
      'keywatch:ingressCidrs': ['203.0.113.0/24'],
      'keywatch:trailLogGroupName': logGroupName,
      'keywatch:monitorRoleArns': [roles[1][0]],
    });
  });

  it('reads the log group of that trail and creates neither trail nor bucket for it', () => {
    expect(beside.ofType('aws:cloudtrail/trail:Trail')).toEqual([]);
    expect(beside.ofType('aws:s3/bucket:Bucket').map(({ inputs }) => inputs['bucket'])).toEqual([
      'keywatch-beside-111122223333-ap-southeast-2-access',
    ]);
    const { policy } = beside.resource('aws:s3/bucketPolicy:BucketPolicy', 'access-logs-files-policy').inputs;
    expect(String(policy)).not.toContain('logging.s3.amazonaws.com');
    const groups = beside
      .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
      .filter(({ name }) => name.startsWith('detections-'))
      .map(({ inputs }) => inputs['logGroupName']);
    expect([...new Set(groups)]).toEqual([logGroupName]);
    expect(beside.outputs['trailArn']).toBeUndefined();
  });

  it('watches its own task role under plain names and the other role under its own', () => {
    const named = beside
      .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
      .filter(({ name }) => name.startsWith('detections-'))
      .map(({ inputs }) => inputs['name']);
    expect(named).toHaveLength(2 * standard.length);
    expect(named).toContain('keywatch-beside-kms-wrong-key');
    expect(named).toContain('keywatch-beside-kms-wrong-key-444455556666-payments-api');
    const own = beside.resource('aws:cloudwatch/logMetricFilter:LogMetricFilter', 'detections-kms-wrong-key');
    expect(own.inputs['pattern']).toContain(`"${String(beside.outputs['ecsTaskRoleArn'])}"`);
  });
});
