import { describe, expect, it } from 'vitest';
import { withoutPublicAddresses } from '../../infra/network.ts';

const resource = (type: string) => ({
  custom: true,
  name: 'x',
  opts: {},
  type,
  props: { mapPublicIpOnLaunch: true, tags: {} },
});

describe('the hook on the VPC', () => {
  it('keeps subnets from giving out public addresses and changes nothing else of them', () => {
    expect(withoutPublicAddresses(resource('aws:ec2/subnet:Subnet'))).toEqual({
      props: { mapPublicIpOnLaunch: false, tags: {} },
      opts: {},
    });
  });

  it('leaves other resources alone', () => {
    expect(withoutPublicAddresses(resource('aws:ec2/natGateway:NatGateway'))).toBeUndefined();
  });
});
