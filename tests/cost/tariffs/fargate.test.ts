import { describe, expect, it } from 'vitest';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

type Inputs = Record<string, unknown>;

const taskDefinition = (inputs: Inputs = {}) =>
  declare(
    'aws:ecs/taskDefinition:TaskDefinition',
    'task',
    {
      cpu: '256',
      memory: '512',
      family: 'service',
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' },
      ...inputs,
    },
    { arn: 'arn:task:1' },
  );

const service = (inputs: Inputs = {}) =>
  declare('aws:ecs/service:Service', 'service', {
    launchType: 'FARGATE',
    cluster: 'arn:cluster',
    taskDefinition: 'arn:task:1',
    desiredCount: 1,
    networkConfiguration: { assignPublicIp: false },
    ...inputs,
  });

const cluster = (containerInsights: string | undefined) =>
  declare(
    'aws:ecs/cluster:Cluster',
    'cluster',
    containerInsights === undefined
      ? {}
      : { settings: [{ name: 'containerInsights', value: containerInsights }] },
    { arn: 'arn:cluster' },
  );

describe('the tariff of a Fargate service', () => {
  it('charges a quarter of a vCPU and half a GB on ARM64', () => {
    expect(idleCost([taskDefinition(), service()])).toEqual([
      ['vCPU of tasks (ARM64)', 182.5, 0.03238, 5.91],
      ['memory of tasks (ARM64)', 365, 0.00356, 1.3],
    ]);
  });

  it('charges more on X86_64', () => {
    const runtimePlatform = { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' };
    expect(idleCost([taskDefinition({ runtimePlatform }), service()], 'ap-southeast-2')).toEqual([
      ['vCPU of tasks (X86_64)', 182.5, 0.04856, 8.86],
      ['memory of tasks (X86_64)', 365, 0.00532, 1.94],
    ]);
  });

  it('charges half on spare capacity', () => {
    const tasks = service({
      launchType: undefined,
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    expect(idleCost([taskDefinition(), tasks])).toEqual([
      ['vCPU of tasks (ARM64, spare capacity)', 182.5, 0.01619, 2.95],
      ['memory of tasks (ARM64, spare capacity)', 365, 0.00178, 0.65],
    ]);
  });

  it('charges every task that is always there, with its public address', () => {
    const tasks = service({ desiredCount: 3, networkConfiguration: { assignPublicIp: true } });
    expect(idleCost([taskDefinition({ cpu: '1024', memory: '2048' }), tasks])).toEqual([
      ['vCPU of tasks (ARM64)', 2190, 0.03238, 70.91],
      ['memory of tasks (ARM64)', 4380, 0.00356, 15.59],
      ['public IPv4 address of a task', 2190, 0.005, 10.95],
    ]);
  });

  it('tells what a further task costs by the hour', () => {
    const parts = 0.25 * 0.03238 + 0.5 * 0.00356;
    expect(usageCost([taskDefinition(), service()])).toEqual([['each further task', parts, 'task-hour']]);
  });

  it.each([
    [[service()], 'runs arn:task:1, which the stack does not declare.'],
    [
      [taskDefinition(), service({ launchType: 'EC2' })],
      'the capacity EC2 has no tariff; FARGATE and FARGATE_SPOT have.',
    ],
    [
      [
        taskDefinition(),
        service({
          capacityProviderStrategies: [{ capacityProvider: 'FARGATE' }, { capacityProvider: 'FARGATE_SPOT' }],
        }),
      ],
      'the capacity FARGATE with FARGATE_SPOT has no tariff',
    ],
    [
      [taskDefinition({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }), service()],
      'WINDOWS_SERVER_2022_CORE on an undeclared platform has no tariff',
    ],
    [[taskDefinition({ ephemeralStorage: { sizeInGib: 50 } })], 'ephemeralStorage has no tariff.'],
  ])('refuses what it has no price for (%#)', (resources, sentence) => {
    expect(() => idleCost(resources)).toThrow(sentence);
  });
});

describe('the tariff of a cluster', () => {
  it('charges 8 metrics of the cluster, 11 of the service and 6 of the tasks with Container Insights', () => {
    expect(idleCost([cluster('enabled'), taskDefinition(), service()])).toContainEqual([
      'metrics of Container Insights',
      25,
      0.3,
      7.5,
    ]);
  });

  it('charges the metrics of tasks once for two services that run the same', () => {
    const services = [service(), service()];
    expect(idleCost([cluster('enabled'), taskDefinition(), ...services])).toContainEqual([
      'metrics of Container Insights',
      8 + 2 * 11 + 6,
      0.3,
      10.8,
    ]);
  });

  it("leaves out another cluster's service", () => {
    const elsewhere = service({ cluster: 'arn:other' });
    expect(idleCost([cluster('enabled'), taskDefinition(), elsewhere])).toContainEqual([
      'metrics of Container Insights',
      8,
      0.3,
      2.4,
    ]);
  });

  it.each(['disabled', undefined])('charges nothing with Container Insights %s', (setting) => {
    expect(idleCost([cluster(setting)])).toEqual([]);
  });

  it('refuses enhanced observability, which is charged otherwise', () => {
    expect(() => idleCost([cluster('enhanced')])).toThrow(
      'Container Insights "enhanced" has no tariff; enabled and disabled have.',
    );
  });
});

describe('the tariff of a scaling policy', () => {
  const policy = (policyType: string) => declare('aws:appautoscaling/policy:Policy', 'cpu', { policyType });

  it('charges the two alarms that target tracking makes', () => {
    expect(idleCost([policy('TargetTrackingScaling')])).toEqual([
      ['alarms that autoscaling makes for itself', 2, 0.1, 0.2],
    ]);
  });

  it('refuses step scaling', () => {
    expect(() => idleCost([policy('StepScaling')])).toThrow(
      'a policy of type StepScaling has no tariff; TargetTrackingScaling has.',
    );
  });
});
