import { beforeAll, describe, expect, it } from 'vitest';
import { accessLogBucketPolicy } from '../../../infra/iam/access-log-bucket-policy.ts';
import {
  databaseMonitoringPolicy,
  databaseMonitoringTrustPolicy,
} from '../../../infra/iam/database-monitoring-policy.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/** What prod declares beyond dev: its file as it is in the repository. */
let prod: DeclaredStack;
let dev: DeclaredStack;
beforeAll(async () => {
  prod = await declaredStack('prod');
  dev = await declaredStack('dev');
});

const account = { partition: 'aws', accountId: '111122223333', region: 'ap-southeast-2' };
const only = (type: string) => {
  const [resource, ...others] = prod.ofType(type);
  if (resource === undefined || others.length > 0) throw new Error(`prod declares no single ${type}.`);
  return resource;
};
const inputs = (type: string, name: string) => prod.resource(type, name).inputs;
const json = (value: unknown): unknown => JSON.parse(String(value));

describe('the network of prod', () => {
  it('has a block of its own and a NAT gateway in each zone', () => {
    expect(only('awsx:ec2:Vpc').inputs).toMatchObject({
      cidrBlock: '10.40.0.0/16',
      natGateways: { strategy: 'OnePerAz' },
    });
  });
});

describe('the database of prod', () => {
  it('has a standby, backups, protection from deletion, and reports its load and its operating system', () => {
    const storageKeyArn = prod.resource('aws:kms/key:Key', 'keys-storage-key').outputs['arn'];
    expect(only('aws:rds/instance:Instance').inputs).toMatchObject({
      multiAz: true,
      backupRetentionPeriod: 7,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: 'keywatch-prod-database-final',
      enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
      storageEncrypted: true,
      kmsKeyId: storageKeyArn,
      monitoringInterval: 60,
      monitoringRoleArn: 'arn:aws:iam::111122223333:role/keywatch-prod-monitoring',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: storageKeyArn,
      performanceInsightsRetentionPeriod: 7,
    });
  });

  it('lets RDS alone, for this database alone, write what the operating system does', () => {
    const role = inputs('aws:iam/role:Role', 'database-monitoring-role');
    expect(role['name']).toBe('keywatch-prod-monitoring');
    expect(json(role['assumeRolePolicy'])).toEqual(
      databaseMonitoringTrustPolicy(
        account.accountId,
        'arn:aws:rds:ap-southeast-2:111122223333:db:keywatch-prod-database',
      ),
    );
    const policy = inputs('aws:iam/rolePolicy:RolePolicy', 'database-monitoring-policy');
    expect(policy['role']).toBe('keywatch-prod-monitoring');
    expect(json(policy['policy'])).toEqual(databaseMonitoringPolicy(account));
  });
});

describe('the service of prod', () => {
  it('keeps two tasks and lets autoscaling change their number for good', () => {
    const service = only('aws:ecs/service:Service');
    expect(service.inputs['desiredCount']).toBe(2);
    expect(service.inputs['deploymentCircuitBreaker']).toEqual({ enable: true, rollback: true });
    expect(service.options.ignoreChanges).toEqual(['desiredCount']);
    const scalable = {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: 'service/keywatch-prod-cluster/keywatch-prod-service',
    };
    expect(only('aws:appautoscaling/target:Target').inputs).toEqual({
      ...scalable,
      minCapacity: 2,
      maxCapacity: 6,
    });
    expect(only('aws:appautoscaling/policy:Policy').inputs).toEqual({
      ...scalable,
      name: 'cpu',
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        targetValue: 60,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    });
  });

  it('is autoscaled only where there may be more tasks than the fewest', () => {
    expect(dev.resources.filter(({ type }) => type.startsWith('aws:appautoscaling'))).toEqual([]);
    expect(dev.ofType('aws:ecs/service:Service')[0]?.options.ignoreChanges).toEqual([]);
  });
});

describe('the buckets of prod', () => {
  const access = 'keywatch-prod-111122223333-ap-southeast-2-access';
  const trail = 'keywatch-prod-111122223333-ap-southeast-2-trail';

  it('keep access logs of load balancer and trail in a third place that S3 itself encrypts', () => {
    const policy = inputs('aws:s3/bucketPolicy:BucketPolicy', 'access-logs-files-policy');
    expect(policy['bucket']).toBe(access);
    expect(json(policy['policy'])).toEqual(
      accessLogBucketPolicy({
        accountId: account.accountId,
        bucketArn: `arn:aws:s3:::${access}`,
        s3Prefix: 's3',
        loggedBucketArn: `arn:aws:s3:::${trail}`,
      }),
    );
    expect(
      inputs(
        'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
        'access-logs-files-encryption',
      )['rules'],
    ).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }]);
    expect(only('aws:s3/bucketLogging:BucketLogging').inputs).toEqual({
      bucket: trail,
      targetBucket: access,
      targetPrefix: 's3/',
    });
  });

  it('lock the files of the trail for as long as they are kept', () => {
    expect(only('aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration').inputs).toEqual({
      bucket: trail,
      objectLockEnabled: 'Enabled',
      rule: { defaultRetention: { mode: 'GOVERNANCE', days: 365 } },
    });
  });

  it('are all private, versioned and emptied in time, and never by destroying the stack', () => {
    expect(prod.ofType('aws:s3/bucket:Bucket').map((bucket) => bucket.inputs)).toEqual(
      expect.arrayContaining([access, trail].map((bucket) => ({ bucket, forceDestroy: false }))),
    );
    for (const bucket of [access, trail]) {
      const child = (type: string) =>
        prod.ofType(type).find((resource) => resource.inputs['bucket'] === bucket);
      expect(child('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock')?.inputs).toEqual({
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      expect(child('aws:s3/bucketVersioning:BucketVersioning')).toBeDefined();
      expect(
        child('aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration')?.inputs['rules'],
      ).toEqual([expect.objectContaining({ expiration: { days: 365 } })]);
    }
  });

  it('are one in dev, unlocked and unlogged, so that destroy leaves nothing', () => {
    expect(dev.ofType('aws:s3/bucket:Bucket')).toHaveLength(1);
    const extras = /^aws:s3\/bucket(?:Logging|ObjectLockConfiguration):/;
    expect(dev.resources.filter(({ type }) => extras.test(type))).toEqual([]);
  });
});

it('keeps every log group of prod for a year, under the audit key', () => {
  const groups = prod.ofType('aws:cloudwatch/logGroup:LogGroup').map((group) => group.inputs);
  const kmsKeyId = prod.resource('aws:kms/key:Key', 'keys-audit-key').outputs['arn'];
  expect(groups).toHaveLength(8);
  for (const group of groups) expect(group).toEqual({ name: group['name'], kmsKeyId, retentionInDays: 365 });
});

it('rotates every key of prod and gives thirty days to call a deletion back', () => {
  for (const { inputs: key } of prod.ofType('aws:kms/key:Key')) {
    expect(key).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
  }
});

it('mails the alarms of prod to somebody, and leaves the one of the lab out', () => {
  expect(only('aws:sns/topicSubscription:TopicSubscription').inputs).toEqual({
    topic: prod.outputs['alarmTopicArn'],
    protocol: 'email',
    endpoint: 'security@example.com',
  });
  expect(prod.outputs['alarmNames']).not.toContain('keywatch-prod-kms-errors-lab');
});
