import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as pulumi from '@pulumi/pulumi';
import { FlowLog, type FlowLogArgs } from './flow-log.ts';

/** How tasks reach AWS's services. */
export interface NatEgress {
  readonly kind: 'nat';
  readonly natGateways: 'single' | 'perAz';
}

export type Egress = NatEgress;

export interface NetworkArgs {
  readonly cidrBlock: string;
  readonly egress: Egress;
  readonly flowLog: Omit<FlowLogArgs, 'vpcId'>;
}

/** Two are what a load balancer and a Multi-AZ database need. */
const availabilityZones = 2;

/**
 * The VPC: in each of two Availability Zones a public subnet for the load balancer, a private one for tasks and
 * an isolated one, without any route out, for the database.
 *
 * Strategy Auto: the default (Legacy) can't be left later without replacing subnets.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly isolatedSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:network:Network', name, {}, options);
    const vpc = new awsx.ec2.Vpc(
      `${name}-vpc`,
      {
        cidrBlock: args.cidrBlock,
        numberOfAvailabilityZones: availabilityZones,
        enableDnsHostnames: true,
        subnetStrategy: 'Auto',
        subnetSpecs: [{ type: 'Public' }, { type: 'Private' }, { type: 'Isolated' }],
        natGateways: { strategy: args.egress.natGateways === 'single' ? 'Single' : 'OnePerAz' },
      },
      { parent: this, transforms: [withoutPublicAddresses] },
    );
    new aws.ec2.DefaultSecurityGroup(
      `${name}-default-security-group`,
      { vpcId: vpc.vpcId, ingress: [], egress: [] },
      { parent: this },
    );
    new FlowLog(`${name}-flow-log`, { vpcId: vpc.vpcId, ...args.flowLog }, { parent: this });
    this.vpcId = vpc.vpcId;
    this.publicSubnetIds = vpc.publicSubnetIds;
    this.privateSubnetIds = vpc.privateSubnetIds;
    this.isolatedSubnetIds = vpc.isolatedSubnetIds;
    this.registerOutputs({ vpcId: this.vpcId });
  }
}

/** awsx lets public subnets give every network interface a public address; the load balancer needs none of that. */
export function withoutPublicAddresses({
  type,
  props,
  opts,
}: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult | undefined {
  if (type !== 'aws:ec2/subnet:Subnet') return undefined;
  return { props: { ...(props as Record<string, unknown>), mapPublicIpOnLaunch: false }, opts };
}
