import { beforeAll, describe, expect, it } from 'vitest';
import { applicationKeyPolicy } from '../../../infra/iam/application-key-policy.ts';
import { auditKeyPolicy } from '../../../infra/iam/audit-key-policy.ts';
import { executionRolePolicy } from '../../../infra/iam/execution-role-policy.ts';
import { flowLogPolicy } from '../../../infra/iam/flow-log-policy.ts';
import { storageKeyPolicy } from '../../../infra/iam/storage-key-policy.ts';
import { taskRolePolicy } from '../../../infra/iam/task-role-policy.ts';
import { topicKeyPolicy } from '../../../infra/iam/topic-key-policy.ts';
import { topicPolicy } from '../../../infra/iam/topic-policy.ts';
import { trailBucketPolicy } from '../../../infra/iam/trail-bucket-policy.ts';
import { trailDeliveryPolicy } from '../../../infra/iam/trail-delivery-policy.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

/**
 * The wiring of policies: which document each resource carries, made from which of the stack's own ARNs. What
 * the documents say is tested by hand-written JSON in tests/infra/iam.
 */
let dev: DeclaredStack;
beforeAll(async () => {
  dev = await declaredStack('dev');
});

const account = { partition: 'aws', accountId: '111122223333', region: 'ap-southeast-2' };
const administered = { ...account, administratorArns: [] };
const trailArn = 'arn:aws:cloudtrail:ap-southeast-2:111122223333:trail/keywatch-dev-trail';
const bucketArn = 'arn:aws:s3:::keywatch-dev-111122223333-ap-southeast-2-trail';
const logGroupArn = (name: string): string => `arn:aws:logs:ap-southeast-2:111122223333:log-group:${name}`;

const arnOf = (type: string, name: string): string => String(dev.resource(type, name).outputs['arn']);
const policyOf = (type: string, name: string): unknown =>
  JSON.parse(String(dev.resource(type, name).inputs['policy']));
const rolePolicy = (name: string): unknown => policyOf('aws:iam/rolePolicy:RolePolicy', name);
const keyPolicy = (word: string): unknown => policyOf('aws:kms/key:Key', `keys-${word}-key`);

describe('the keys', () => {
  it('for the secrets of callers knows the task role', () => {
    const taskRoleArn = arnOf('aws:iam/role:Role', 'roles-task');
    expect(keyPolicy('application')).toEqual(applicationKeyPolicy({ ...administered, taskRoleArn }));
  });

  it('for storage knows the region', () => {
    expect(keyPolicy('storage')).toEqual(storageKeyPolicy(administered));
  });

  it('for trail and logs knows the trail and every log group the stack may have', () => {
    const logGroupArns = [
      '/keywatch/dev/service',
      '/keywatch/dev/trail',
      '/keywatch/dev/flow',
      '/keywatch/dev/evidence',
      '/aws/ecs/containerinsights/keywatch-dev-cluster/performance',
      '/aws/rds/instance/keywatch-dev-database/postgresql',
      '/aws/rds/instance/keywatch-dev-database/upgrade',
      'aws-waf-logs-keywatch-dev-waf',
    ].map(logGroupArn);
    expect(keyPolicy('audit')).toEqual(auditKeyPolicy({ ...administered, trailArn, logGroupArns }));
    for (const { outputs } of dev.ofType('aws:cloudwatch/logGroup:LogGroup')) {
      expect(logGroupArns).toContain(outputs['arn']);
    }
  });

  it('for notifications knows the account', () => {
    expect(keyPolicy('notifications')).toEqual(
      topicKeyPolicy({
        ...administered,
        databaseEvents: false,
        publisherRoleArns: ['arn:aws:iam::111122223333:role/keywatch-dev-evidence'],
      }),
    );
  });
});

describe('the roles', () => {
  it.each([
    ['roles-task', 'keywatch-dev-task', 'ecs-tasks.amazonaws.com'],
    ['roles-execution', 'keywatch-dev-execution', 'ecs-tasks.amazonaws.com'],
    ['trail-delivery', 'keywatch-dev-delivery', 'cloudtrail.amazonaws.com'],
    ['network-flow-log-role', 'keywatch-dev-flow', 'vpc-flow-logs.amazonaws.com'],
  ])('%s is taken by its one service', (name, roleName, service) => {
    const { inputs } = dev.resource('aws:iam/role:Role', name);
    const { Statement } = JSON.parse(String(inputs['assumeRolePolicy'])) as {
      Statement: { Principal: unknown }[];
    };
    expect(inputs['name']).toBe(roleName);
    expect(Statement.map(({ Principal }) => Principal)).toEqual([{ Service: service }]);
  });

  it('are five, each with one inline policy and none attached', () => {
    expect(dev.ofType('aws:iam/role:Role')).toHaveLength(5);
    const policies = dev.ofType('aws:iam/rolePolicy:RolePolicy');
    expect(
      policies.map(({ inputs }) => `${String(inputs['role'])} ${String(inputs['name'])}`).sort(),
    ).toEqual([
      'keywatch-dev-delivery permissions',
      'keywatch-dev-evidence permissions',
      'keywatch-dev-execution permissions',
      'keywatch-dev-flow permissions',
      'keywatch-dev-task permissions',
    ]);
    expect(dev.resources.filter(({ type }) => /^aws:iam.*attachment/i.test(type))).toEqual([]);
    expect(
      dev.ofType('aws:iam/role:Role').filter(({ inputs }) => inputs['managedPolicyArns'] !== undefined),
    ).toEqual([]);
  });

  it('of the task uses the application key and reads the secret of the database', () => {
    const secrets = dev.resource('aws:rds/instance:Instance', 'database-instance').outputs[
      'masterUserSecrets'
    ];
    const [secret] = secrets as [{ secretArn: string }];
    expect(rolePolicy('application-task-policy')).toEqual(
      taskRolePolicy({
        applicationKeyArns: [arnOf('aws:kms/key:Key', 'keys-application-key')],
        databaseSecretArn: secret.secretArn,
      }),
    );
  });

  it("of ECS pulls from the stack's repository and writes to the log group of the service", () => {
    expect(rolePolicy('application-execution-policy')).toEqual(
      executionRolePolicy({
        repositoryArn: 'arn:aws:ecr:ap-southeast-2:111122223333:repository/keywatch-dev-service',
        logGroupArn: logGroupArn('/keywatch/dev/service'),
      }),
    );
  });

  it('of the trail and of the flow log write to their own log groups', () => {
    expect(rolePolicy('trail-delivery-policy')).toEqual(
      trailDeliveryPolicy({ ...account, logGroupArn: logGroupArn('/keywatch/dev/trail') }),
    );
    expect(rolePolicy('network-flow-log-policy')).toEqual(flowLogPolicy(logGroupArn('/keywatch/dev/flow')));
  });
});

it("lets the trail write to the trail's bucket", () => {
  expect(policyOf('aws:s3/bucketPolicy:BucketPolicy', 'trail-files-policy')).toEqual(
    trailBucketPolicy({ accountId: account.accountId, bucketArn, trailArn }),
  );
});

it('lets every alarm of the stack publish to the topic', () => {
  const topicArn = arnOf('aws:sns/topic:Topic', 'notifications-topic');
  const alarmArns = (dev.outputs['alarmNames'] as string[]).map(
    (name) => `arn:aws:cloudwatch:ap-southeast-2:111122223333:alarm:${name}`,
  );
  const declared = dev.ofType('aws:cloudwatch/metricAlarm:MetricAlarm').map(({ outputs }) => outputs['arn']);
  expect(declared).toEqual(expect.arrayContaining(alarmArns));
  expect(alarmArns).toHaveLength(declared.length);
  expect(dev.resource('aws:sns/topicPolicy:TopicPolicy', 'notifications-topic-policy').inputs['arn']).toBe(
    topicArn,
  );
  expect(policyOf('aws:sns/topicPolicy:TopicPolicy', 'notifications-topic-policy')).toEqual(
    topicPolicy({ accountId: account.accountId, topicArn, alarmArns, databaseEventSourceArns: [] }),
  );
});
