import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';
import { guarded as config } from '../../support/stacks.ts';

const certificateArn = config['keywatch:certificateArn'];
const [previousKeyArn] = config['keywatch:previousKeyArns'];
const [administratorArn] = config['keywatch:keyAdministratorArns'];

let guarded: DeclaredStack;
beforeAll(async () => {
  guarded = await declaredStack('guarded', config);
});

describe('a stack with a certificate', () => {
  it('serves HTTPS with TLS 1.2 and above, and redirects HTTP', () => {
    const targetGroupArn = guarded.ofType('aws:lb/targetGroup:TargetGroup')[0]?.outputs['arn'];
    const loadBalancerArn = guarded.ofType('aws:lb/loadBalancer:LoadBalancer')[0]?.outputs['arn'];
    expect(guarded.ofType('aws:lb/listener:Listener').map(({ inputs }) => inputs)).toEqual(
      expect.arrayContaining([
        {
          loadBalancerArn,
          port: 80,
          protocol: 'HTTP',
          defaultActions: [
            { type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', statusCode: 'HTTP_301' } },
          ],
        },
        {
          loadBalancerArn,
          port: 443,
          protocol: 'HTTPS',
          sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          certificateArn,
          defaultActions: [{ type: 'forward', targetGroupArn }],
        },
      ]),
    );
    expect(guarded.outputs['applicationEndpoint']).toBe('https://secrets.example.com');
  });

  it('lets each allowed block reach both ports and nobody else', () => {
    const open = guarded
      .ofType('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')
      .filter(({ inputs }) => inputs['cidrIpv4'] !== undefined)
      .map(
        ({ inputs }) =>
          `${String(inputs['cidrIpv4'])}:${String(inputs['fromPort'])}-${String(inputs['toPort'])}`,
      );
    expect(open.sort()).toEqual([
      '198.51.100.0/24:443-443',
      '198.51.100.0/24:80-80',
      '203.0.113.0/24:443-443',
      '203.0.113.0/24:80-80',
    ]);
  });
});

describe('a stack with a ready image', () => {
  it('builds none, keeps its repository and may pull from where the image is', () => {
    expect(guarded.ofType('awsx:ecr:Image')).toEqual([]);
    expect(guarded.ofType('awsx:ecr:Repository')).toHaveLength(1);
    expect(guarded.outputs['imageUri']).toBe(config['keywatch:imageUri']);
    const policy = guarded.resource('aws:iam/rolePolicy:RolePolicy', 'application-execution-policy').inputs[
      'policy'
    ];
    expect(String(policy)).toContain('"arn:aws:ecr:ap-southeast-2:444455556666:repository/shared/keywatch"');
  });

  it('runs on the architecture of the settings', () => {
    const { runtimePlatform } = guarded.resource(
      'aws:ecs/taskDefinition:TaskDefinition',
      'application-fargate-task-definition',
    ).inputs;
    expect(runtimePlatform).toEqual({ operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' });
  });
});

it('lets the service read records of previous keys', () => {
  const { policy } = guarded.resource('aws:iam/rolePolicy:RolePolicy', 'application-task-policy').inputs;
  const { Statement } = JSON.parse(String(policy)) as { Statement: { Resource: unknown }[] };
  expect(Statement[0]?.Resource).toEqual([guarded.outputs['kmsKeyArn'], previousKeyArn]);
  const { containerDefinitions } = guarded.resource(
    'aws:ecs/taskDefinition:TaskDefinition',
    'application-fargate-task-definition',
  ).inputs;
  const [container] = JSON.parse(String(containerDefinitions)) as [{ environment: unknown }];
  expect(container.environment).toContainEqual({ name: 'PREVIOUS_KMS_KEY_ARNS', value: previousKeyArn });
});

it('watches the previous keys of the service like its own', () => {
  const previous = guarded
    .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
    .filter(({ inputs }) => String(inputs['pattern']).includes(`$.resources[*].ARN = "${previousKeyArn}"`));
  const metrics = previous.map(({ inputs }) => inputs['metricTransformation'] as { name: string });
  expect(metrics.map(({ name }) => name).sort()).toEqual(['KmsForeignPrincipal', 'KmsKeyAdmin']);
  const pattern = String(
    previous.find(({ inputs }) => String(inputs['name']).includes('foreign'))?.inputs['pattern'],
  );
  expect(pattern).toContain('assumed-role/keywatch-guarded-task/*"');
  expect(pattern).toContain('assumed-role/key-administrators/*"');
});

it('gives the keys to the named administrators', () => {
  for (const { inputs } of guarded.ofType('aws:kms/key:Key')) {
    const { Statement } = JSON.parse(String(inputs['policy'])) as {
      Statement: { Sid: string; Principal: unknown }[];
    };
    expect(Statement[0]).toMatchObject({ Sid: 'Administer', Principal: { AWS: [administratorArn] } });
  }
});

it('mails alarms to the address of the settings', () => {
  const [subscription, ...others] = guarded.ofType('aws:sns/topicSubscription:TopicSubscription');
  expect(subscription?.inputs).toEqual({
    topic: guarded.outputs['alarmTopicArn'],
    protocol: 'email',
    endpoint: 'security@example.com',
  });
  expect(others).toEqual([]);
});

it('leaves the alarm of the lab out and takes the threshold of the settings', () => {
  expect(guarded.outputs['alarmNames']).not.toContain('keywatch-guarded-kms-errors-lab');
  const { threshold } = guarded.resource(
    'aws:cloudwatch/metricAlarm:MetricAlarm',
    'detections-kms-wrong-key-burst',
  ).inputs;
  expect(threshold).toBe(25);
});

describe('a stack that states no more than it must', () => {
  const input = (type: string, key: string): unknown => guarded.ofType(type)[0]?.inputs[key];

  it('refuses to lose data', () => {
    expect(guarded.resource('aws:rds/instance:Instance', 'database-instance').inputs).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: 'keywatch-guarded-database-final',
      deleteAutomatedBackups: false,
      backupRetentionPeriod: 7,
      multiAz: true,
    });
    expect(input('aws:lb/loadBalancer:LoadBalancer', 'enableDeletionProtection')).toBe(true);
    expect(input('aws:s3/bucket:Bucket', 'forceDestroy')).toBe(false);
    expect(input('awsx:ecr:Repository', 'forceDelete')).toBe(false);
    expect(input('aws:kms/key:Key', 'deletionWindowInDays')).toBe(30);
  });

  it('keeps logs for a year, watches the cluster and spreads over both zones', () => {
    for (const { inputs } of guarded.ofType('aws:cloudwatch/logGroup:LogGroup'))
      expect(inputs['retentionInDays']).toBe(365);
    expect(input('aws:ecs/cluster:Cluster', 'settings')).toEqual([
      { name: 'containerInsights', value: 'enabled' },
    ]);
    expect(guarded.ofType('aws:cloudwatch/logGroup:LogGroup').map(({ inputs }) => inputs['name'])).toContain(
      '/aws/ecs/containerinsights/keywatch-guarded-cluster/performance',
    );
    expect(input('aws:ecs/service:Service', 'desiredCount')).toBe(2);
  });
});

it('refuses a stack with problems and lists them together', async () => {
  const refused = declaredStack('broken', {
    'aws:region': 'us-east-1',
    'keywatch:ingressCidrs': [],
    'keywatch:labAlarms': true,
  });
  await expect(refused).rejects.toThrow(
    /The settings of the stack broken can't be used:\n {2}keywatch:labAlarms is not a setting; the nearest one is keywatch:labAlarm\.\n {2}keywatch:ingressCidrs is an empty list/,
  );
});
