import { expect, it } from 'vitest';
import { declaredStack } from '../../support/declared-stack.ts';

it('exports the outputs that scripts read, under their stable names', async () => {
  const dev = await declaredStack('dev');
  const vpc = dev.resource('awsx:ec2:Vpc', 'network-vpc').outputs;
  const dnsName = dev.resource('aws:lb/loadBalancer:LoadBalancer', 'application-load-balancer-alb').outputs[
    'dnsName'
  ];
  const ids = [
    'kms-errors-lab',
    'kms-wrong-key',
    'kms-wrong-key-burst',
    'kms-wrong-key-slow',
    'kms-key-mismatch',
    'kms-denied',
    'kms-throttled',
    'kms-decrypt-volume',
    'kms-use-elsewhere',
  ];
  const filters = [
    ...ids,
    'kms-foreign-principal-application',
    ...['application', 'storage', 'audit', 'notifications'].map((word) => `kms-key-admin-${word}`),
    'monitoring-tampered-trail',
    'monitoring-tampered-bucket',
    ...['trail', 'service', 'flow', 'database', 'evidence'].map((word) => `monitoring-tampered-log-${word}`),
    'monitoring-tampered-alarms',
    'monitoring-tampered-alarm-kms-errors-lab',
    'monitoring-tampered-topic',
    ...['function', 'rules', 'queue-undelivered', 'table', 'roles'].map(
      (word) => `monitoring-tampered-${word}`,
    ),
  ];
  const alarms = [
    ...ids,
    'kms-foreign-principal',
    'kms-key-admin',
    'monitoring-tampered',
    'detection-silent',
  ];
  const named = (lab: string, all: readonly string[]): string[] => [
    lab,
    ...all.slice(1).map((id) => `keywatch-dev-${id}`),
  ];
  const patterns = dev
    .ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter')
    .filter(({ inputs }) => inputs['logGroupName'] === '/keywatch/dev/trail')
    .map(({ inputs }) => [inputs['name'], inputs['pattern']] as const);
  const health = [
    'record-integrity',
    'service-errors',
    'entrance-errors',
    'unhealthy-targets',
    'no-healthy-target',
    'database-cpu',
    'database-storage',
  ].map((id) => `keywatch-dev-health-${id}`);
  expect(dev.outputs).toEqual({
    awsRegion: 'ap-southeast-2',
    applicationEndpoint: `http://${String(dnsName)}`,
    ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/keywatch-dev-task',
    kmsKeyArn: dev.resource('aws:kms/key:Key', 'keys-application-key').outputs['arn'],
    vpcId: vpc['vpcId'],
    publicSubnetIds: vpc['publicSubnetIds'],
    privateSubnetIds: vpc['privateSubnetIds'],
    ecrRepositoryUrl: '111122223333.dkr.ecr.ap-southeast-2.amazonaws.com/keywatch-dev-service',
    imageUri: dev.resource('awsx:ecr:Image', 'image-image').outputs['imageUri'],
    ecsClusterName: 'keywatch-dev-cluster',
    ecsServiceName: 'keywatch-dev-service',
    trailArn: 'arn:aws:cloudtrail:ap-southeast-2:111122223333:trail/keywatch-dev-trail',
    trailLogGroupName: '/keywatch/dev/trail',
    metricFilterNames: named('pattern1-logging-metricfilter', filters),
    metricFilterPatterns: Object.fromEntries(patterns) as unknown,
    alarmNames: [
      ...named('Pattern1ApplicationKMSSecurityAlarm', alarms),
      ...health,
      'keywatch-dev-evidence-failed',
      'keywatch-dev-evidence-lost',
    ],
    alarmTopicArn: 'arn:aws:sns:ap-southeast-2:111122223333:pattern1-logging-topic',
    dashboardUrl:
      'https://ap-southeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-southeast-2#dashboards/dashboard/keywatch-dev-dashboard',
  });
});
