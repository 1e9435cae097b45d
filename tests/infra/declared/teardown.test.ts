import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredResource, DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/** What `pulumi destroy` does to a stack: dev leaves nothing behind, prod lets nothing go. */
const stacks = {} as Record<'dev' | 'prod', DeclaredStack>;
beforeAll(async () => {
  [stacks.dev, stacks.prod] = await Promise.all([declaredStack('dev'), declaredStack('prod')]);
});

const ofType = (stack: DeclaredStack, type: string) => stack.ofType(type).map(({ inputs }) => inputs);
const only = (stack: DeclaredStack, type: string): Readonly<Record<string, unknown>> => {
  const found = ofType(stack, type);
  expect(found).toHaveLength(1);
  return found[0] ?? {};
};
const logGroups = (stack: DeclaredStack): unknown[] =>
  ofType(stack, 'aws:cloudwatch/logGroup:LogGroup').map(({ name }) => name);

/** The log groups that AWS's services write to, or make if nobody has, for what a stack declares. */
function writtenLogGroups({ resources }: Pick<DeclaredStack, 'resources'>): string[] {
  return resources.flatMap(({ type, inputs }): string[] => {
    switch (type) {
      case 'aws:ecs/cluster:Cluster': {
        const settings = inputs['settings'] as { name: string; value: string }[];
        const insights = settings.some(
          ({ name, value }) => name === 'containerInsights' && value !== 'disabled',
        );
        return insights ? [`/aws/ecs/containerinsights/${String(inputs['name'])}/performance`] : [];
      }
      case 'aws:rds/instance:Instance':
        return (inputs['enabledCloudwatchLogsExports'] as string[]).map(
          (log) => `/aws/rds/instance/${String(inputs['identifier'])}/${log}`,
        );
      case 'aws:ecs/taskDefinition:TaskDefinition':
        return (
          JSON.parse(String(inputs['containerDefinitions'])) as {
            logConfiguration: { options: Record<string, string> };
          }[]
        ).map(({ logConfiguration }) => String(logConfiguration.options['awslogs-group']));
      case 'aws:cloudtrail/trail:Trail':
        return [groupOf(inputs['cloudWatchLogsGroupArn'])];
      case 'aws:lambda/function:Function':
        return [(inputs['loggingConfig'] as { logGroup: string }).logGroup];
      case 'aws:ec2/flowLog:FlowLog':
        return [groupOf(inputs['logDestination'])];
      case 'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration':
        return (inputs['logDestinationConfigs'] as string[]).map(groupOf);
      default:
        return [];
    }
  });
}

const groupOf = (arn: unknown): string => String(arn).split(':log-group:')[1]?.replace(/:\*$/, '') ?? '';

describe('destroying dev', () => {
  const dev = () => stacks.dev;

  it('deletes the images with their repository', () => {
    expect(only(dev(), 'awsx:ecr:Repository')['forceDelete']).toBe(true);
  });

  it('deletes the buckets with their objects, which nothing locks', () => {
    expect(ofType(dev(), 'aws:s3/bucket:Bucket').map(({ forceDestroy }) => forceDestroy)).toEqual([true]);
    expect(ofType(dev(), 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration')).toEqual([]);
  });

  it('deletes the database with its backups, without a last snapshot', () => {
    const database = only(dev(), 'aws:rds/instance:Instance');
    expect(database).toMatchObject({
      deletionProtection: false,
      skipFinalSnapshot: true,
      deleteAutomatedBackups: true,
    });
    expect(database).not.toHaveProperty('finalSnapshotIdentifier');
  });

  it('is not stopped by the load balancer', () => {
    expect(only(dev(), 'aws:lb/loadBalancer:LoadBalancer')['enableDeletionProtection']).toBe(false);
  });

  it('schedules every key for deletion, after the seven days that AWS asks at least', () => {
    const keys = ofType(dev(), 'aws:kms/key:Key');
    expect(keys.length).toBeGreaterThan(3);
    for (const { deletionWindowInDays } of keys) expect(deletionWindowInDays).toBe(7);
  });

  it('skips no resource: none is protected, retained, or told to outlive its destruction', () => {
    const kept = ({ options, inputs }: DeclaredResource): boolean =>
      options.protect || options.retainOnDelete || inputs['skipDestroy'] === true;
    expect(
      dev()
        .resources.filter(kept)
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('deletes every log group that a service writes to, since each is declared', () => {
    const written = writtenLogGroups(dev());
    expect(written.sort()).toEqual([
      '/aws/rds/instance/keywatch-dev-database/postgresql',
      '/aws/rds/instance/keywatch-dev-database/upgrade',
      '/keywatch/dev/evidence',
      '/keywatch/dev/flow',
      '/keywatch/dev/service',
      '/keywatch/dev/trail',
    ]);
    expect(logGroups(dev())).toEqual(expect.arrayContaining(written));
  });

  it('has no enhanced monitoring, whose log group all databases of the account share', () => {
    expect(only(dev(), 'aws:rds/instance:Instance')).not.toHaveProperty('monitoringInterval');
  });

  it('leaves a mail subscription only where one was asked for and nobody confirmed it', () => {
    expect(ofType(dev(), 'aws:sns/topicSubscription:TopicSubscription')).toEqual([]);
  });
});

describe('destroying prod', () => {
  const prod = () => stacks.prod;
  const dataTypes = [
    'aws:cloudtrail/trail:Trail',
    'aws:cloudwatch/logGroup:LogGroup',
    'aws:kms/key:Key',
    'aws:rds/instance:Instance',
    'aws:s3/bucket:Bucket',
    'awsx:ecr:Repository',
  ];

  it('is refused by Pulumi before anything is touched: whatever holds data is protected, and nothing else', () => {
    const holding = prod().resources.filter(({ type }) => dataTypes.includes(type));
    expect(new Set(holding.map(({ type }) => type)).size).toBe(dataTypes.length);
    const guarded = prod().resources.filter(({ options }) => options.protect);
    expect(guarded.map(({ name }) => name).sort()).toEqual(holding.map(({ name }) => name).sort());
  });

  it('is refused by AWS as well: database, load balancer, repository with images, buckets with objects', () => {
    expect(only(prod(), 'aws:rds/instance:Instance')).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: 'keywatch-prod-database-final',
      deleteAutomatedBackups: false,
    });
    expect(only(prod(), 'aws:lb/loadBalancer:LoadBalancer')['enableDeletionProtection']).toBe(true);
    expect(only(prod(), 'awsx:ecr:Repository')['forceDelete']).toBe(false);
    const buckets = ofType(prod(), 'aws:s3/bucket:Bucket');
    expect(buckets.map(({ forceDestroy }) => forceDestroy)).toEqual([false, false]);
  });

  it('leaves the files of the trail locked', () => {
    const lock = only(prod(), 'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration');
    expect(lock['rule']).toEqual({ defaultRetention: { mode: 'GOVERNANCE', days: 365 } });
  });

  it('gives thirty days to call the deletion of a key back', () => {
    for (const { deletionWindowInDays } of ofType(prod(), 'aws:kms/key:Key'))
      expect(deletionWindowInDays).toBe(30);
  });

  it('would delete every log group that a service writes to, once it is allowed', () => {
    const written = writtenLogGroups(prod());
    expect(written).toHaveLength(8);
    expect(logGroups(prod()).sort()).toEqual(written.sort());
  });
});

it('notices a log group that AWS would make by itself', () => {
  const undeclared = stacks.prod.resources.filter(
    ({ inputs }) => inputs['name'] !== '/aws/rds/instance/keywatch-prod-database/upgrade',
  );
  const declared = undeclared.filter(({ type }) => type === 'aws:cloudwatch/logGroup:LogGroup');
  const missing = writtenLogGroups({ resources: undeclared }).filter(
    (name) => !declared.some(({ inputs }) => inputs['name'] === name),
  );
  expect(missing).toEqual(['/aws/rds/instance/keywatch-prod-database/upgrade']);
});
