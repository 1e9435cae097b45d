import { describe, expect, it } from 'vitest';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

const loadBalancer = (inputs: Record<string, unknown>) =>
  declare('aws:lb/loadBalancer:LoadBalancer', 'alb', {
    loadBalancerType: 'application',
    subnets: ['subnet-a', 'subnet-b'],
    ...inputs,
  });

describe('the tariff of a load balancer', () => {
  it('charges its hours and, facing the internet, a public address in each zone', () => {
    expect(idleCost([loadBalancer({ internal: false })])).toEqual([
      ['application load balancer', 730, 0.0225, 16.43],
      ['public IPv4 address of the load balancer, per zone', 1460, 0.005, 7.3],
    ]);
  });

  it.each([{ internal: true }, { internal: false, ipAddressType: 'dualstack-without-public-ipv4' }])(
    'charges no public address with %j',
    (inputs) => {
      expect(idleCost([loadBalancer(inputs)], 'ap-southeast-2')).toEqual([
        ['application load balancer', 730, 0.0252, 18.4],
      ]);
    },
  );

  it('tells what its capacity units cost', () => {
    expect(usageCost([loadBalancer({})])).toEqual([['load balancer capacity', 0.008, 'LCU-hour']]);
  });

  it('refuses a network load balancer', () => {
    expect(() => idleCost([loadBalancer({ loadBalancerType: 'network' })])).toThrow(
      'a load balancer of type network has no tariff; application has.',
    );
  });
});
