import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

let dev: DeclaredStack;
beforeAll(async () => {
  dev = await declaredStack('dev');
});

const keyArn = (word: string): unknown => dev.resource('aws:kms/key:Key', `keys-${word}-key`).outputs['arn'];
const inputs = (type: string, name: string) => dev.resource(type, name).inputs;

describe('the keys', () => {
  it.each([
    ['application', 'Encrypts the secrets of callers'],
    ['storage', 'Encrypts database storage and images'],
    ['audit', 'Encrypts the trail and the log groups'],
    ['notifications', 'Encrypts the alarm topic'],
  ])('%s rotates and waits before deletion', (word, description) => {
    expect(inputs('aws:kms/key:Key', `keys-${word}-key`)).toEqual({
      description,
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      policy: expect.any(String) as string,
    });
    expect(inputs('aws:kms/alias:Alias', `keys-${word}-alias`)).toEqual({
      name: `alias/keywatch-dev-${word}`,
      targetKeyId: dev.resource('aws:kms/key:Key', `keys-${word}-key`).outputs['keyId'],
    });
  });

  it('are four', () => {
    expect(dev.ofType('aws:kms/key:Key')).toHaveLength(4);
  });
});

it('encrypts and limits every log group', () => {
  const groups = dev.ofType('aws:cloudwatch/logGroup:LogGroup').map((group) => group.inputs);
  expect(groups.map(({ name }) => name).sort()).toEqual([
    '/aws/rds/instance/keywatch-dev-database/postgresql',
    '/aws/rds/instance/keywatch-dev-database/upgrade',
    '/keywatch/dev/evidence',
    '/keywatch/dev/flow',
    '/keywatch/dev/service',
    '/keywatch/dev/trail',
  ]);
  for (const group of groups) {
    expect(group).toEqual({ name: group['name'], kmsKeyId: keyArn('audit'), retentionInDays: 7 });
  }
});

describe('the database', () => {
  it('is private, encrypted, reached over TLS alone, and its password is made and kept by RDS', () => {
    expect(inputs('aws:rds/instance:Instance', 'database-instance')).toEqual({
      identifier: 'keywatch-dev-database',
      engine: 'postgres',
      engineVersion: '18',
      allowMajorVersionUpgrade: true,
      applyImmediately: true,
      autoMinorVersionUpgrade: true,
      instanceClass: 'db.t4g.micro',
      allocatedStorage: 20,
      storageType: 'gp3',
      storageEncrypted: true,
      kmsKeyId: keyArn('storage'),
      dbName: 'keywatch',
      username: 'keywatch',
      manageMasterUserPassword: true,
      iamDatabaseAuthenticationEnabled: true,
      port: 5432,
      publiclyAccessible: false,
      multiAz: false,
      dbSubnetGroupName: 'keywatch-dev-database',
      parameterGroupName: 'keywatch-dev-database-postgres18',
      vpcSecurityGroupIds: [
        dev.resource('aws:ec2/securityGroup:SecurityGroup', 'security-groups-database').id,
      ],
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      backupRetentionPeriod: 1,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
      deletionProtection: false,
      deleteAutomatedBackups: true,
      skipFinalSnapshot: true,
    });
  });

  it('lies in the isolated subnets', () => {
    const { subnetIds } = inputs('aws:rds/subnetGroup:SubnetGroup', 'database-subnet-group');
    expect(subnetIds).toEqual(dev.resource('awsx:ec2:Vpc', 'network-vpc').outputs['isolatedSubnetIds']);
  });

  it('forces TLS and keeps values out of its error log', () => {
    expect(inputs('aws:rds/parameterGroup:ParameterGroup', 'database-parameter-group')).toMatchObject({
      family: 'postgres18',
      parameters: [
        { name: 'rds.force_ssl', value: '1' },
        { name: 'log_error_verbosity', value: 'terse' },
      ],
    });
  });

  it('starts after its log groups exist, or RDS would make them without retention and key', () => {
    const { dependsOn } = dev.resource('aws:rds/instance:Instance', 'database-instance').options;
    expect(dependsOn.map((urn) => urn.split('::').at(-1))).toEqual(
      expect.arrayContaining(['database-log', 'database-upgrade-log']),
    );
  });

  it.each([
    ['aws:rds/instance:Instance', 'database-instance', 'keys-storage-alias'],
    ['awsx:ecr:Repository', 'image-repository', 'keys-storage-alias'],
    ['aws:cloudwatch/logGroup:LogGroup', 'trail-log-group', 'keys-audit-alias'],
  ])('makes %s %s once its key has the alias that CI is allowed it by', (type, name, alias) => {
    const { dependsOn } = dev.resource(type, name).options;
    expect(dependsOn.map((urn) => urn.split('::').at(-1))).toContain(alias);
  });
});

describe('the trail', () => {
  it('records every management event of all regions, validated and encrypted', () => {
    const trail = dev.resource('aws:cloudtrail/trail:Trail', 'trail-trail');
    expect(trail.inputs).toEqual({
      name: 'keywatch-dev-trail',
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogging: true,
      enableLogFileValidation: true,
      kmsKeyId: keyArn('audit'),
      s3BucketName: 'keywatch-dev-111122223333-ap-southeast-2-trail',
      cloudWatchLogsGroupArn: 'arn:aws:logs:ap-southeast-2:111122223333:log-group:/keywatch/dev/trail:*',
      cloudWatchLogsRoleArn: dev.resource('aws:iam/role:Role', 'trail-delivery').outputs['arn'],
      eventSelectors: [
        { readWriteType: 'All', includeManagementEvents: true, excludeManagementEventSources: [] },
      ],
    });
    expect(trail.options.dependsOn.map((urn) => urn.split('::').at(-1))).toEqual(
      expect.arrayContaining(['trail-delivery-policy', 'trail-files-policy']),
    );
  });

  it('has the ARN that policies know before it exists', () => {
    expect(dev.resource('aws:cloudtrail/trail:Trail', 'trail-trail').outputs['arn']).toBe(
      'arn:aws:cloudtrail:ap-southeast-2:111122223333:trail/keywatch-dev-trail',
    );
  });

  it('writes to a private, versioned, encrypted bucket that forgets in time', () => {
    const bucket = 'keywatch-dev-111122223333-ap-southeast-2-trail';
    const of = (type: string, word: string) =>
      inputs(`aws:s3/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`, `trail-files-${word}`);
    expect(of('Bucket', 'bucket')).toEqual({ bucket, forceDestroy: true });
    expect(of('BucketPublicAccessBlock', 'public-access')).toEqual({
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(of('BucketOwnershipControls', 'ownership')).toEqual({
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    expect(of('BucketVersioning', 'versioning')).toEqual({
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    });
    expect(of('BucketServerSideEncryptionConfiguration', 'encryption')).toEqual({
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
    expect(of('BucketLifecycleConfiguration', 'lifecycle')).toEqual({
      bucket,
      rules: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: { prefix: '' },
          expiration: { days: 7 },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    });
    expect(of('BucketPolicy', 'policy')['bucket']).toBe(bucket);
    expect(String(of('BucketPolicy', 'policy')['policy'])).toContain(
      `arn:aws:s3:::${bucket}/AWSLogs/111122223333/*`,
    );
  });
});
