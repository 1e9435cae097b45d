import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';
import { preview } from '../../support/stacks.ts';

/** Dev, prod and a pull request's preview live in one account and one region. */
let stacks: readonly DeclaredStack[];
beforeAll(async () => {
  stacks = await Promise.all([declaredStack('dev'), declaredStack('prod'), declaredStack('pr-17', preview)]);
});

/** Inputs that are names in a space which stacks of an account share. */
const nameKeys = [
  'name',
  'bucket',
  'identifier',
  'dashboardName',
  'finalSnapshotIdentifier',
  'policyName',
  'resourceId',
];
/** A parameter group has a family as well, which is no name. */
const isName = (type: string, key: string): boolean =>
  nameKeys.includes(key) || (key === 'family' && type === 'aws:ecs/taskDefinition:TaskDefinition');
/** A child's reference to its bucket, or a name within its role, scalable target or bucket. */
const childrenOfNamed = /^aws:s3\/bucket[A-Z]|^aws:iam\/rolePolicy|^aws:appautoscaling\/policy/;

const physicalNames = (stack: DeclaredStack): string[] =>
  stack.resources
    .filter(({ type }) => !childrenOfNamed.test(type))
    .flatMap(({ type, inputs }) =>
      Object.entries(inputs).flatMap(([key, value]) =>
        isName(type, key) && typeof value === 'string' ? [`${type} ${value}`] : [],
      ),
    );
const metrics = (stack: DeclaredStack): string[] =>
  stack.ofType('aws:cloudwatch/logMetricFilter:LogMetricFilter').map(({ inputs }) => {
    const { namespace, name } = inputs['metricTransformation'] as { namespace: string; name: string };
    return `${namespace} ${name}`;
  });
const namespaces = (stack: DeclaredStack): string[] => [
  ...new Set(metrics(stack).map((metric) => metric.split(' ')[0] ?? '')),
];
const queries = (stack: DeclaredStack): string[] =>
  stack.ofType('aws:cloudwatch/queryDefinition:QueryDefinition').map(({ inputs }) => String(inputs['name']));
const alarms = (stack: DeclaredStack): string[] =>
  stack.ofType('aws:cloudwatch/metricAlarm:MetricAlarm').map(({ inputs }) => String(inputs['name']));
/** Stack outputs, but for the region, and for the ready image that previews are given. */
const exported = (stack: DeclaredStack): string[] =>
  Object.entries(stack.outputs)
    .filter(([key]) => key !== 'awsRegion')
    .flatMap(([, value]) => {
      if (typeof value !== 'object' || value === null) return [String(value)];
      return Array.isArray(value) ? value.map(String) : Object.entries(value).map(String);
    });

describe.each([
  ['physical names', physicalNames, 25],
  ['metrics', metrics, 12],
  ['metric namespaces', namespaces, 1],
  ['alarms', alarms, 12],
  ['saved queries', queries, 12],
  ['outputs', exported, 15],
] as const)('%s of dev, prod and a preview', (_what, listOf, atLeast) => {
  it('are never shared', () => {
    expect(new Set(stacks.map(({ region }) => region)).size).toBe(1);
    for (const stack of stacks) expect(listOf(stack).length).toBeGreaterThanOrEqual(atLeast);
    const owners = stacks.flatMap((stack) => [...new Set(listOf(stack))]);
    expect(owners.filter((name, index) => owners.indexOf(name) !== index)).toEqual([]);
  });
});

it('tells of every name whose it is, but for the literals of the lab that dev states', () => {
  const strangers = stacks.flatMap((stack) =>
    physicalNames(stack).filter((name) => !new RegExp(`keywatch[-/]${stack.stack}\\b`).test(name)),
  );
  expect(strangers).toEqual([
    'aws:sns/topic:Topic pattern1-logging-topic',
    'aws:cloudwatch/logMetricFilter:LogMetricFilter pattern1-logging-metricfilter',
    'aws:cloudwatch/metricAlarm:MetricAlarm Pattern1ApplicationKMSSecurityAlarm',
  ]);
});

it('gives each long-lived stack a block of addresses of its own', () => {
  const [dev, prod] = stacks.map(
    (stack) => stack.resource('awsx:ec2:Vpc', 'network-vpc').inputs['cidrBlock'],
  );
  expect([dev, prod]).toEqual(['172.31.0.0/16', '10.40.0.0/16']);
});
