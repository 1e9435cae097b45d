import { describe, expect, it } from 'vitest';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

/** As awsx answers: its output `natGateways` is something else than its argument. */
const vpc = (strategy: string) =>
  declare(
    'awsx:ec2:Vpc',
    'network-vpc',
    { natGateways: { strategy }, numberOfAvailabilityZones: 2 },
    { natGateways: [] },
  );

const endpoint = (inputs: Record<string, unknown>) =>
  declare('aws:ec2/vpcEndpoint:VpcEndpoint', 'kms', inputs);

describe('the tariff of a VPC', () => {
  it('charges one NAT gateway and its public address for strategy Single', () => {
    expect(idleCost([vpc('Single')])).toEqual([
      ['NAT gateway', 730, 0.045, 32.85],
      ['public IPv4 address of a NAT gateway', 730, 0.005, 3.65],
    ]);
  });

  it('charges one in each zone for strategy OnePerAz, at the prices of the region', () => {
    expect(idleCost([vpc('OnePerAz')], 'ap-southeast-2')).toEqual([
      ['NAT gateway', 1460, 0.059, 86.14],
      ['public IPv4 address of a NAT gateway', 1460, 0.005, 7.3],
    ]);
  });

  it('charges nothing idle without NAT gateways, and no data through them', () => {
    expect(idleCost([vpc('None')])).toEqual([]);
    expect(usageCost([vpc('None')])).toEqual([['data to the internet', 0.09, 'GB']]);
  });

  it('tells what data through a NAT gateway costs', () => {
    expect(usageCost([vpc('Single')], 'ap-southeast-2')).toContainEqual([
      'data through a NAT gateway, each way',
      0.059,
      'GB',
    ]);
  });

  it('refuses a strategy it does not know', () => {
    expect(() => idleCost([vpc('Shared')])).toThrow(
      'awsx:ec2:Vpc "network-vpc": the NAT gateway strategy Shared has no tariff; None, Single, OnePerAz have.',
    );
  });

  it.each([
    [{ numberOfAvailabilityZones: 2 }, 'the NAT gateway strategy by default has no tariff'],
    [{ natGateways: { strategy: 'Single' } }, 'must say its numberOfAvailabilityZones.'],
  ])('refuses what it would have to guess: %j', (inputs, sentence) => {
    expect(() => idleCost([declare('awsx:ec2:Vpc', 'vpc', inputs)])).toThrow(sentence);
  });
});

describe('the tariff of a VPC endpoint', () => {
  it('charges an interface endpoint in each of its zones', () => {
    expect(idleCost([endpoint({ vpcEndpointType: 'Interface', subnetIds: ['a', 'b'] })])).toEqual([
      ['interface endpoint, per zone', 1460, 0.01, 14.6],
    ]);
  });

  it('charges nothing for a gateway endpoint', () => {
    expect(idleCost([endpoint({ vpcEndpointType: 'Gateway' })])).toEqual([]);
    expect(usageCost([endpoint({ vpcEndpointType: 'Gateway' })])).toEqual([]);
  });

  it('refuses an endpoint of another type', () => {
    expect(() => idleCost([endpoint({ vpcEndpointType: 'GatewayLoadBalancer' })])).toThrow(
      'an endpoint of type GatewayLoadBalancer has no tariff.',
    );
  });
});
