import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as pulumi from '@pulumi/pulumi';
import { FlowLog, type FlowLogArgs } from './flow-log.ts';
import type { Settings } from './settings.ts';

export interface NetworkArgs {
  readonly cidrBlock: string;
  /** How tasks reach AWS's services: through NAT gateways, through endpoints, or with public addresses of their own. */
  readonly egress: Settings['egress'];
  readonly natGateways: Settings['natGateways'];
  readonly flowLog: Omit<FlowLogArgs, 'vpcId'>;
}

/** Where tasks run. */
export interface TaskPlacement {
  readonly subnetIds: pulumi.Output<string[]>;
  readonly assignPublicIp: boolean;
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
  readonly privateRouteTableIds: pulumi.Output<string[]>;
  /** The public addresses that tasks behind NAT gateways are seen with. */
  readonly natAddresses: pulumi.Output<string[]>;
  readonly taskPlacement: TaskPlacement;

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
        natGateways: { strategy: natStrategy(args) },
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
    this.privateRouteTableIds = routeTablesOf(vpc.privateSubnetIds, vpc.routeTableAssociations);
    this.natAddresses = vpc.natGateways.apply((gateways) =>
      pulumi.all(gateways.map(({ publicIp }) => publicIp)),
    );
    const assignPublicIp = args.egress === 'public-ip';
    this.taskPlacement = {
      assignPublicIp,
      subnetIds: assignPublicIp ? vpc.publicSubnetIds : vpc.privateSubnetIds,
    };
    this.registerOutputs({ vpcId: this.vpcId });
  }
}

function natStrategy({ egress, natGateways }: NetworkArgs): awsx.types.enums.ec2.NatGatewayStrategy {
  if (egress !== 'nat') return 'None';
  return natGateways === 'single' ? 'Single' : 'OnePerAz';
}

/** The route tables of these subnets, in the order of the associations. */
function routeTablesOf(
  subnetIds: pulumi.Output<string[]>,
  associations: pulumi.Output<aws.ec2.RouteTableAssociation[]>,
): pulumi.Output<string[]> {
  const pairs = associations.apply((all) =>
    pulumi.all(all.map(({ subnetId, routeTableId }) => pulumi.all([subnetId, routeTableId]))),
  );
  return pulumi
    .all([subnetIds, pairs])
    .apply(([ids, all]) =>
      all.flatMap(([subnetId, tableId]) => (ids.some((id) => id === subnetId) ? [tableId] : [])),
    );
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
