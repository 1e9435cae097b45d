import { beforeAll, describe, expect, it } from 'vitest';
import { detections } from '../../../detections/index.ts';
import { maxAlarmDescriptionLength } from '../../../infra/alarm-description.ts';
import { healthAlarmNames } from '../../../infra/health-alarms.ts';
import { Names } from '../../../infra/names.ts';
import { createAlarm, validateAlarm } from '../../../cloudwatch/alarm/index.ts';
import { readAlarm } from '../../../stack/declared/read-alarm.ts';
import type { DeclaredResource, DeclaredStack } from '../../../stack/declared-stack.ts';
import { stubMetric } from '../../support/cloudwatch/alarm-fixtures.ts';
import { declaredStack } from '../../support/declared-stack.ts';

let stacks: Record<'dev' | 'prod' | 'monitor', DeclaredStack>;
beforeAll(async () => {
  const [dev, prod, monitor] = await Promise.all([
    declaredStack('dev'),
    declaredStack('prod'),
    declaredStack('monitor'),
  ]);
  stacks = { dev, prod, monitor };
});

const healthAlarms = (stack: DeclaredStack): readonly DeclaredResource[] =>
  stack
    .ofType('aws:cloudwatch/metricAlarm:MetricAlarm')
    .filter(({ inputs }) => String(inputs['name']).includes('-health-'));

describe.each(['dev', 'prod'] as const)('the health alarms of %s', (stack) => {
  it('watch entrance, tasks, database and records', () => {
    const metrics = healthAlarms(stacks[stack]).map(({ inputs }) => String(inputs['metricName']));
    expect(metrics.sort()).toEqual([
      'CPUUtilization',
      'FreeStorageSpace',
      'HTTPCode_ELB_5XX_Count',
      'HTTPCode_Target_5XX_Count',
      'HealthyHostCount',
      'RecordIntegrity',
      'UnHealthyHostCount',
    ]);
  });

  it('tell the topic of trouble and of its end, and stay quiet while there is no traffic', () => {
    const topicArn = stacks[stack].outputs['alarmTopicArn'];
    for (const { name, inputs } of healthAlarms(stacks[stack])) {
      expect(inputs).toMatchObject({
        alarmActions: [topicArn],
        okActions: [topicArn],
        treatMissingData: name === 'health-no-healthy-target' ? 'breaching' : 'notBreaching',
      });
    }
  });

  it('tell of a service of which nothing is heard, and not before its first task is there', () => {
    const alarm = stacks[stack].resource(
      'aws:cloudwatch/metricAlarm:MetricAlarm',
      'health-no-healthy-target',
    );
    const service = stacks[stack].resource('aws:ecs/service:Service', 'application-fargate-service');
    expect(alarm.inputs).toMatchObject({
      metricName: 'HealthyHostCount',
      statistic: 'Maximum',
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
    });
    expect(alarm.options.dependsOn).toContain(service.urn);
    expect(service.inputs['waitForSteadyState']).toBe(true);
  });

  it.each([
    ['answers', [1, 1, 1, 1, 1, 1, 1], 'OK'],
    ['was away for four minutes', [1, 1, 0, 0, 0, 0, 1], 'OK'],
    ['is away for five minutes', [1, 1, 0, 0, 0, 0, 0], 'ALARM'],
    ['is heard of no more', [null, null, null, null, null, null, null], 'ALARM'],
    ['ends as soon as it starts', [0, null, 0, null, 0, null, 0], 'ALARM'],
  ])('know by its healthy tasks a service that %s', (_title, counts, state) => {
    const declaration = readAlarm(
      stacks[stack].resource('aws:cloudwatch/metricAlarm:MetricAlarm', 'health-no-healthy-target'),
    );
    const startMs = Date.parse('2026-01-01T12:00:00Z');
    const told = counts.flatMap((count, minute) =>
      count === null ? [] : [[startMs + minute * 60_000, count] as const],
    );
    const alarm = createAlarm(declaration, { createdMs: startMs });
    alarm.evaluate(startMs + counts.length * 60_000 + 1_000, stubMetric(new Map(told)));
    expect(alarm.state.value).toBe(state);
  });

  it('are declared as CloudWatch accepts them, with what to do in the text', () => {
    for (const resource of healthAlarms(stacks[stack])) {
      const alarm = readAlarm(resource);
      expect(() => validateAlarm(alarm)).not.toThrow();
      expect(alarm.alarmDescription).toMatch(/^\[(?:page|operational)\] .+\n.+\n1\. /);
      expect(alarm.alarmDescription?.length).toBeLessThanOrEqual(maxAlarmDescriptionLength);
    }
  });

  it("look at this stack's own load balancer and database", () => {
    const { outputs: balancer } = stacks[stack].resource(
      'aws:lb/loadBalancer:LoadBalancer',
      'application-load-balancer-alb',
    );
    const { outputs: group } = stacks[stack].resource(
      'aws:lb/targetGroup:TargetGroup',
      'application-load-balancer-target-group',
    );
    const dimensions = Object.fromEntries(
      healthAlarms(stacks[stack]).map(({ name, inputs }) => [name, inputs['dimensions']]),
    );
    const ofTarget = { LoadBalancer: balancer['arnSuffix'], TargetGroup: group['arnSuffix'] };
    expect(dimensions).toEqual({
      'health-record-integrity': undefined,
      'health-service-errors': ofTarget,
      'health-entrance-errors': { LoadBalancer: balancer['arnSuffix'] },
      'health-unhealthy-targets': ofTarget,
      'health-no-healthy-target': ofTarget,
      'health-database-cpu': { DBInstanceIdentifier: `keywatch-${stack}-database` },
      'health-database-storage': { DBInstanceIdentifier: `keywatch-${stack}-database` },
    });
  });

  it('count what the service logs of records that are not what was stored', () => {
    const { inputs } = stacks[stack].resource(
      'aws:cloudwatch/logMetricFilter:LogMetricFilter',
      'health-record-integrity',
    );
    expect(inputs).toMatchObject({
      logGroupName: `/keywatch/${stack}/service`,
      pattern: '{ $.event = "record-integrity" }',
      metricTransformation: { name: 'RecordIntegrity', value: '1', defaultValue: '0' },
    });
  });
});

it('are none where no application is deployed', () => {
  expect(healthAlarms(stacks.monitor)).toEqual([]);
});

it('have names that no stack shares with another, whatever the stack is called', () => {
  const account = { accountId: '111122223333', partition: 'aws', region: 'us-east-1' };
  const ids = healthAlarmNames(new Names('keywatch', 'x', account)).map((name) =>
    name.replace('keywatch-x-', ''),
  );
  const all = [...ids, ...detections.map(({ id }) => id)];
  expect(all.filter((id) => all.some((other) => other.endsWith(`-${id}`)))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});

describe("RDS's own events", () => {
  it('reach the topic where the database is monitored', () => {
    const subscriptions = stacks.prod.ofType('aws:rds/eventSubscription:EventSubscription');
    const snsTopic = stacks.prod.outputs['alarmTopicArn'];
    const byName = subscriptions
      .map(({ inputs }) => inputs)
      .sort(({ name: a }, { name: b }) => (String(a) < String(b) ? -1 : 1));
    expect(byName).toEqual([
      {
        name: 'keywatch-prod-dbevents',
        snsTopic,
        sourceType: 'db-instance',
        sourceIds: ['keywatch-prod-database'],
        eventCategories: [
          'availability',
          'configuration change',
          'deletion',
          'failover',
          'failure',
          'low storage',
          'maintenance',
          'recovery',
        ],
      },
      {
        name: 'keywatch-prod-pgevents',
        snsTopic,
        sourceType: 'db-parameter-group',
        sourceIds: ['keywatch-prod-database-postgres18'],
        eventCategories: ['configuration change'],
      },
      {
        name: 'keywatch-prod-sgevents',
        snsTopic,
        sourceType: 'db-security-group',
        eventCategories: ['configuration change', 'failure'],
      },
    ]);
  });

  it('may be published by RDS alone, as this database', () => {
    const { policy } = stacks.prod.resource('aws:sns/topicPolicy:TopicPolicy', 'notifications-topic-policy')
      .inputs as { policy: string };
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string; Condition: object }[] };
    expect(Statement.find(({ Sid }) => Sid === 'PublishDatabaseEvents')?.Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '111122223333' },
      ArnLike: {
        'aws:SourceArn': [
          'arn:aws:rds:ap-southeast-2:111122223333:db:keywatch-prod-database',
          'arn:aws:rds:ap-southeast-2:111122223333:pg:keywatch-prod-database-*',
          'arn:aws:rds:ap-southeast-2:111122223333:secgrp:*',
          'arn:aws:rds:ap-southeast-2:111122223333:es:keywatch-prod-dbevents',
          'arn:aws:rds:ap-southeast-2:111122223333:es:keywatch-prod-pgevents',
          'arn:aws:rds:ap-southeast-2:111122223333:es:keywatch-prod-sgevents',
        ],
      },
    });
  });

  it('are not subscribed to where the database is not monitored', () => {
    expect(stacks.dev.ofType('aws:rds/eventSubscription:EventSubscription')).toEqual([]);
  });
});
