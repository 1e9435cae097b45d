import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import { readOrigin } from '../../../local/declaration/read-origin.ts';
import { readPlan } from '../../../local/declaration/read-plan.ts';
import { createDeclaredStack, type DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';
import { declaredDevStack, ownerEmail } from '../../support/local-plan.ts';
import { guarded, preview } from '../../support/stacks.ts';

describe('readPlan', () => {
  let declared: DeclaredStack;
  let plan: LocalPlan;

  beforeAll(async () => {
    declared = await declaredDevStack();
    plan = readPlan(declared);
  });

  it("reads the lab's filter and alarm as the dev stack declares them", () => {
    expect(
      plan.metricFilters.find(({ filterName }) => filterName === 'pattern1-logging-metricfilter'),
    ).toEqual({
      filterName: 'pattern1-logging-metricfilter',
      logGroupName: plan.trail.logGroupName,
      filterPattern: `{ $.errorCode = "*" && $.eventSource= "kms.amazonaws.com" && $.userIdentity.sessionContext.sessionIssuer.arn = "${plan.service.taskRoleArn}" }`,
      metricTransformation: {
        namespace: 'Pattern1Application/KMSSecurity',
        name: 'KMSSecurityError',
        value: '1',
        defaultValue: undefined,
        dimensions: undefined,
        unit: undefined,
      },
    });
    expect(
      plan.alarms.find(({ alarmName }) => alarmName === 'Pattern1ApplicationKMSSecurityAlarm'),
    ).toMatchObject({
      alarmArn: 'arn:aws:cloudwatch:ap-southeast-2:111122223333:alarm:Pattern1ApplicationKMSSecurityAlarm',
      namespace: 'Pattern1Application/KMSSecurity',
      metricName: 'KMSSecurityError',
      statistic: 'Sum',
      period: 10,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData: 'ignore',
      actionsEnabled: true,
      alarmActions: [plan.topics[0]?.arn],
    });
  });

  it("reads the container's environment, the task role's policies and the one key the service is told of", () => {
    expect(plan.service.environment).toMatchObject({
      KMS_KEY_ARN: declared.outputs['kmsKeyArn'],
      DATABASE_NAME: plan.database.name,
      DATABASE_SECRET_ARN: plan.database.secretArn,
    });
    expect(plan.service.taskRoleArn).toBe(declared.outputs['ecsTaskRoleArn']);
    expect(JSON.stringify(plan.service.taskRolePolicies)).toContain('kms:GenerateDataKey');
    expect(plan.kmsKeys.map(({ arn }) => arn)).toEqual([declared.outputs['kmsKeyArn']]);
    expect(plan.kmsKeys[0]?.aliases).toHaveLength(1);
  });

  it('sees tasks come from the NAT gateway of the declared network', () => {
    const [gateway] = declared.resource('awsx:ec2:Vpc', 'network-vpc').outputs['natGateways'] as {
      publicIp: string;
    }[];
    expect(plan.service.origin).toEqual({ sourceAddress: gateway?.publicIp, vpcEndpointId: undefined });
    expect(plan.service.origin.sourceAddress).toMatch(/^203\.0\.113\.\d+$/);
  });

  it('sees tasks come through the endpoint of KMS where the stack declares one', async () => {
    const { service } = readPlan(await declaredStack('guarded', guarded));
    expect(service.origin).toEqual({
      sourceAddress: '10.20.0.10',
      vpcEndpointId: expect.stringMatching(/^vpce-0[0-9a-f]{16}$/) as string,
    });
  });

  it('sees tasks with public addresses come from one kept for documentation', async () => {
    const stack = await declaredStack('pr-17', preview);
    expect(readOrigin(stack)).toEqual({ sourceAddress: '192.0.2.10', vpcEndpointId: undefined });
  });

  it("reads Postgres' own settings out of the parameter group, without those of RDS", () => {
    expect(plan.database.parameters).toEqual({ log_error_verbosity: 'terse' });
    expect(plan.database.majorVersion).toBe(18);
  });

  it('reads the topic with its subscription', () => {
    expect(plan.topics).toMatchObject([
      {
        arn: 'arn:aws:sns:ap-southeast-2:111122223333:pattern1-logging-topic',
        subscriptions: [{ protocol: 'email', endpoint: ownerEmail }],
      },
    ]);
  });

  it.each([
    ['aws:cloudwatch/metricAlarm:MetricAlarm', 'period', 'often', 'period is "often"; it must be a number.'],
    [
      'aws:cloudwatch/metricAlarm:MetricAlarm',
      'namespace',
      undefined,
      'namespace is missing; it must be a text.',
    ],
    [
      'aws:cloudwatch/metricAlarm:MetricAlarm',
      'alarmActions',
      'arn',
      'alarmActions is "arn"; it must be a list of texts.',
    ],
    [
      'aws:ecs/taskDefinition:TaskDefinition',
      'containerDefinitions',
      '[',
      'containerDefinitions is "["; it must be a JSON document.',
    ],
    [
      'aws:ecs/taskDefinition:TaskDefinition',
      'containerDefinitions',
      '[{},{}]',
      'one container per task; the task definition has 2',
    ],
    ['aws:rds/instance:Instance', 'masterUserSecrets', [], 'must let RDS manage its master password'],
  ])('names resource and property when %s has a wrong %s', (type, property, value, sentence) => {
    const resources = declared.resources.map((resource) =>
      resource === declared.ofType(type)[0]
        ? { ...resource, outputs: { ...resource.outputs, [property]: value } }
        : resource,
    );
    expect(() => readPlan(createDeclaredStack(declared, resources, declared.outputs))).toThrow(sentence);
  });
});
