import { beforeAll, describe, expect, it } from 'vitest';
import { detections, type RecordDetection } from '../../../detections/index.ts';
import { topicPolicy } from '../../../infra/iam/topic-policy.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { readDashboard } from '../../../stack/declared/read-dashboard.ts';
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
/** Those that each role has for itself; where the roles call from is not said. */
const perRole = detections.filter(
  ({ scope, deployment }) => scope === 'role' && deployment === 'always',
) as readonly RecordDetection<'role'>[];
const ofStack = ['kms-key-admin', 'monitoring-tampered', 'detection-silent'];
const filters = () => monitor.ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter');
const alarms = () => monitor.ofType('aws:cloudwatch/metricAlarm:MetricAlarm');

it('declares nothing but detections, alarms, what explains them, saved queries, notifications, dashboard and their keys', () => {
  const types = new Set(monitor.resources.filter(({ options }) => options.custom).map(({ type }) => type));
  expect([...types].sort()).toEqual([
    'aws:cloudwatch/dashboard:Dashboard',
    'aws:cloudwatch/eventRule:EventRule',
    'aws:cloudwatch/eventTarget:EventTarget',
    'aws:cloudwatch/logGroup:LogGroup',
    'aws:cloudwatch/logMetricFilter:LogMetricFilter',
    'aws:cloudwatch/metricAlarm:MetricAlarm',
    'aws:cloudwatch/queryDefinition:QueryDefinition',
    'aws:dynamodb/table:Table',
    'aws:iam/role:Role',
    'aws:iam/rolePolicy:RolePolicy',
    'aws:kms/alias:Alias',
    'aws:kms/key:Key',
    'aws:lambda/eventSourceMapping:EventSourceMapping',
    'aws:lambda/function:Function',
    'aws:lambda/permission:Permission',
    'aws:sns/topic:Topic',
    'aws:sns/topicPolicy:TopicPolicy',
    'aws:sns/topicSubscription:TopicSubscription',
    'aws:sqs/queue:Queue',
    'aws:sqs/queuePolicy:QueuePolicy',
  ]);
});

describe.each(roles)('the role %s', (roleArn, identity) => {
  it.each(perRole)('has a filter and an alarm of its own for $id', ({ id, filterPattern, metric, alarm }) => {
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
      alarmDescription: expect.stringContaining(`\nRole: ${roleArn}\n`) as string,
    });
  });
});

it('shares no filter, metric, alarm or query between roles', () => {
  const ofRoles = roles.length * perRole.length;
  const metrics = filters().map(({ inputs }) => JSON.stringify(inputs['metricTransformation']));
  expect(new Set(metrics).size).toBe(ofRoles + 2);
  const queries = monitor.ofType('aws:cloudwatch/queryDefinition:QueryDefinition');
  expect(new Set(alarms().map(({ inputs }) => inputs['name'])).size).toBe(ofRoles + ofStack.length + 3);
  expect(queries.map(({ inputs }) => inputs['name'])).toContain('keywatch/monitor/kms-errors');
  expect(new Set(queries.map(({ inputs }) => inputs['name'])).size).toBe(ofRoles + ofStack.length + 1);
  expect(new Set(filters().map(({ inputs }) => inputs['name'])).size).toBe(filters().length);
});

it('watches what it has itself: its keys, log groups, alarms, topic and what explains alarms', () => {
  const names = filters().map(({ name }) => name);
  expect(names.filter((name) => /key-admin|tampered/.test(name)).sort()).toEqual([
    'detections-kms-key-admin-audit',
    'detections-kms-key-admin-notifications',
    'detections-monitoring-tampered-alarms',
    'detections-monitoring-tampered-function',
    'detections-monitoring-tampered-log-evidence',
    'detections-monitoring-tampered-log-trail',
    'detections-monitoring-tampered-queue-records',
    'detections-monitoring-tampered-queue-undelivered',
    'detections-monitoring-tampered-roles',
    'detections-monitoring-tampered-rules',
    'detections-monitoring-tampered-table',
    'detections-monitoring-tampered-topic',
  ]);
  const { dimensions } = monitor.resource(
    'aws:cloudwatch/metricAlarm:MetricAlarm',
    'detections-detection-silent',
  ).inputs;
  expect(dimensions).toEqual({ LogGroupName: logGroupName });
});

it('says which detections it leaves out, for want of what, and what cures that', () => {
  const [elsewhere, foreign] = monitor.warnings;
  expect(elsewhere).toBe(
    `kms-use-elsewhere is left out for ${roles[0][0]}, ${roles[1][0]}: where tasks call from is nowhere named; monitorOrigins takes the addresses of their NAT gateways and their VPC endpoints of KMS.`,
  );
  expect(foreign).toBe(
    'kms-foreign-principal is left out: no key of an application is known; monitorKeyArns takes the KMS keys of the watched roles.',
  );
  const ids = alarms().map(({ name }) => name.replace('detections-', ''));
  expect(ids.filter((id) => id.startsWith('kms-use-elsewhere'))).toEqual([]);
  expect(ids).not.toContain('kms-foreign-principal');
});

it('leaves nothing out once it is told keys and origins', async () => {
  const keyArn = 'arn:aws:kms:ap-southeast-2:444455556666:key/12345678-1234-1234-1234-123456789012';
  const told = await declaredStack('told', {
    'aws:region': 'ap-southeast-2',
    'keywatch:deployApplication': false,
    'keywatch:ingressCidrs': [],
    'keywatch:trailLogGroupName': logGroupName,
    'keywatch:monitorRoleArns': [roles[1][0]],
    'keywatch:monitorKeyArns': [keyArn],
    'keywatch:monitorOrigins': ['198.51.100.7', 'vpce-0123456789abcdef0'],
  });
  expect(told.warnings.filter((sentence) => sentence.includes('left out'))).toEqual([]);
  const patterns = told.outputs['metricFilterPatterns'] as Record<string, string>;
  expect(patterns['keywatch-told-kms-use-elsewhere-444455556666-payments-api']).toContain(
    '(($.vpcEndpointId NOT EXISTS && ($.sourceIPAddress NOT EXISTS || $.sourceIPAddress != "198.51.100.7")) || $.vpcEndpointId != "vpce-0123456789abcdef0")',
  );
  const foreign = Object.entries(patterns).filter(([name]) => name.includes('foreign-principal'));
  expect(foreign).toEqual([
    [
      'keywatch-told-kms-foreign-principal-ap-southeast-2-444455556666-12345678-1234-1234-1234-123456789012',
      expect.stringContaining('assumed-role/payments-api/*'),
    ],
  ]);
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
  const dashboard = monitor.resource('aws:cloudwatch/dashboard:Dashboard', 'dashboard-dashboard');
  const headings = readDashboard(dashboard).flatMap((widget) =>
    widget.kind === 'text' ? (/^### (.*)/.exec(widget.markdown)?.[1] ?? []) : [],
  );
  expect(headings).toEqual([
    ...roles.flatMap(([, identity]) => perRole.map(({ title }) => `${title} (${identity})`)),
    ...ofStack.map((id) => detections.find((detection) => detection.id === id)?.title),
  ]);
});

it('exports what there is, and nothing of an application or a trail', () => {
  expect(Object.keys(monitor.outputs).sort()).toEqual([
    'alarmNames',
    'alarmTopicArn',
    'awsRegion',
    'dashboardUrl',
    'metricFilterNames',
    'metricFilterPatterns',
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
    const ofDetections = named.filter((name) => !String(name).includes('-health-'));
    expect(ofDetections).toHaveLength(2 * perRole.length + 5);
    expect(named).toContain('keywatch-beside-kms-wrong-key');
    expect(named).toContain('keywatch-beside-kms-wrong-key-444455556666-payments-api');
    const own = beside.resource('aws:cloudwatch/logMetricFilter:LogMetricFilter', 'detections-kms-wrong-key');
    expect(own.inputs['pattern']).toContain(`"${String(beside.outputs['ecsTaskRoleArn'])}"`);
  });
});
