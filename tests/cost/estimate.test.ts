import { describe, expect, it } from 'vitest';
import { compareEndpoints, couldHaveEndpoints } from '../../cost/egress.ts';
import { estimateCost } from '../../cost/estimate.ts';
import { parseRegion } from '../../cost/region.ts';
import { declare, stackOf } from '../support/cost/declare.ts';

const key = (name: string) => declare('aws:kms/key:Key', name);
const dashboard = (name: string) => declare('aws:cloudwatch/dashboard:Dashboard', name);
const alarm = (name: string) => declare('aws:cloudwatch/metricAlarm:MetricAlarm', name, { period: 60 });
const vpc = declare('awsx:ec2:Vpc', 'vpc', {
  natGateways: { strategy: 'Single' },
  numberOfAvailabilityZones: 2,
});
const endpoint = (name: string) =>
  declare('aws:ec2/vpcEndpoint:VpcEndpoint', name, {
    vpcEndpointType: 'Interface',
    subnetIds: ['a', 'b'],
  });

describe('estimateCost', () => {
  it('lists the dearest resource first, with all its lines, and adds up', () => {
    const { lines, monthly } = estimateCost(stackOf(key('key'), vpc, dashboard('dashboard')), 'us-east-1');
    expect(lines.map(({ resource, monthly: each }) => [resource, each])).toEqual([
      ['vpc', 32.85],
      ['vpc', 3.65],
      ['dashboard', 3],
      ['key', 1],
    ]);
    expect(monthly).toBe(40.5);
  });

  it('adds up to the sum of the lines it shows, in cents', () => {
    const alarms = Array.from({ length: 3 }, (_, index) => alarm(`alarm-${index}`));
    expect(estimateCost(stackOf(...alarms), 'us-east-1').monthly).toBe(0.3);
  });

  it('names every resource of a type that no tariff knows, and tells what to do', () => {
    const broker = declare('aws:mq/broker:Broker', 'jobs');
    const cache = declare('aws:elasticache/cluster:Cluster', 'cache');
    const further = declare('aws:mq/broker:Broker', 'mails');
    expect(() => estimateCost(stackOf(key('key'), broker, cache, further), 'us-east-1')).toThrow(
      'There is no tariff for aws:mq/broker:Broker ("jobs", "mails") and aws:elasticache/cluster:Cluster ("cache"). Write one in cost/tariffs/, or list the type in cost/tariffs/free.ts with the reason why it costs nothing.',
    );
  });

  it('takes an unknown component of awsx for a resource, since it hides what it makes', () => {
    const hidden = declare('awsx:lb:ApplicationLoadBalancer', 'alb');
    expect(() => estimateCost(stackOf(hidden), 'us-east-1')).toThrow(
      'awsx:lb:ApplicationLoadBalancer ("alb")',
    );
    const ours = declare('keywatch:network:Network', 'network');
    expect(estimateCost(stackOf(ours), 'us-east-1').monthly).toBe(0);
  });

  it('counts the resources of free types', () => {
    const role = declare('aws:iam/role:Role', 'role');
    const estimate = estimateCost(stackOf(role, key('key')), 'us-east-1');
    expect(estimate).toMatchObject({ monthly: 1, freeResources: 1 });
  });

  it("tells CloudWatch's free allowances apart, up to what is used, and deducts none", () => {
    const alarms = Array.from({ length: 12 }, (_, index) => alarm(`alarm-${index}`));
    const { allowances, monthly } = estimateCost(
      stackOf(...alarms, dashboard('dashboard'), key('key')),
      'us-east-1',
    );
    expect(allowances).toEqual([
      { what: 'standard alarm', quantity: 10, monthly: 1 },
      { what: 'dashboard', quantity: 1, monthly: 3 },
    ]);
    expect(monthly).toBe(5.2);
  });

  it('spares no alarm of high resolution: the allowance is for standard ones', () => {
    const fast = declare('aws:cloudwatch/metricAlarm:MetricAlarm', 'fast', { period: 10 });
    expect(estimateCost(stackOf(fast), 'us-east-1').allowances).toEqual([]);
    expect(estimateCost(stackOf(fast, alarm('slow')), 'us-east-1').allowances).toEqual([
      { what: 'standard alarm', quantity: 1, monthly: 0.1 },
    ]);
  });
});

describe('compareEndpoints', () => {
  const plain = stackOf(vpc, key('key'));
  const withEndpoints = stackOf(
    declare('awsx:ec2:Vpc', 'vpc', { natGateways: { strategy: 'None' }, numberOfAvailabilityZones: 2 }),
    key('key'),
    endpoint('kms'),
    endpoint('logs'),
  );

  it('tells what endpoints cost in place of a NAT gateway, and beside it', () => {
    const estimates = [plain, withEndpoints].map((stack) => estimateCost(stack, 'us-east-1')) as [
      ReturnType<typeof estimateCost>,
      ReturnType<typeof estimateCost>,
    ];
    expect(compareEndpoints(...estimates)).toEqual({
      endpointCount: 2,
      zones: 2,
      endpoints: 29.2,
      instead: 30.2,
      beside: 66.7,
    });
  });

  it('concerns a stack that has a network, and no interface endpoints yet', () => {
    expect([plain, withEndpoints, stackOf(key('key'))].map(couldHaveEndpoints)).toEqual([true, false, false]);
    const gateway = declare('aws:ec2/vpcEndpoint:VpcEndpoint', 's3', { vpcEndpointType: 'Gateway' });
    expect(couldHaveEndpoints(stackOf(vpc, gateway))).toBe(true);
  });
});

describe('parseRegion', () => {
  it('names the two regions it has prices for', () => {
    expect(parseRegion('ap-southeast-2')).toBe('ap-southeast-2');
    expect(() => parseRegion('eu-west-1')).toThrow(
      'There are no prices for the region "eu-west-1": the price table has us-east-1 and ap-southeast-2. Name one of them with --region.',
    );
  });
});
