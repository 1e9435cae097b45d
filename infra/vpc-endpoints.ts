import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { interfaceServices, type EndpointPolicies, type InterfaceService } from './iam/endpoint-policies.ts';
import type { Network } from './network.ts';
import { httpsPort } from './ports.ts';
import { allowConnection, tcp } from './security-group-rules.ts';

export interface VpcEndpointsArgs {
  readonly region: string;
  readonly network: Network;
  /** The tasks', which alone may reach the endpoints. */
  readonly clientSecurityGroup: aws.ec2.SecurityGroup;
  readonly policies: pulumi.Input<EndpointPolicies>;
}

/**
 * The way to AWS for tasks that have no way to the internet: an interface endpoint for each service in each zone,
 * and the gateway endpoint of S3, where image layers are.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** What tasks must wait for. */
  readonly endpoints: readonly aws.ec2.VpcEndpoint[];
  readonly kmsEndpointId: pulumi.Output<string>;

  constructor(name: string, args: VpcEndpointsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:network:VpcEndpoints', name, {}, options);
    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-security-group`,
      { vpcId: args.network.vpcId, description: 'Endpoints of AWS services: from tasks, to nowhere' },
      { parent: this },
    );
    allowConnection(`${name}-clients`, args.clientSecurityGroup, securityGroup, httpsPort, this);
    const kms = this.#interface(name, 'kms', securityGroup, args);
    const others = interfaceServices
      .filter((service) => service !== 'kms')
      .map((service) => this.#interface(name, service, securityGroup, args));
    this.endpoints = [kms, ...others, this.#s3(name, args)];
    this.kmsEndpointId = kms.id;
    this.registerOutputs({});
  }

  #interface(
    name: string,
    service: InterfaceService,
    securityGroup: aws.ec2.SecurityGroup,
    args: VpcEndpointsArgs,
  ): aws.ec2.VpcEndpoint {
    return new aws.ec2.VpcEndpoint(
      `${name}-${service.replace('.', '-')}`,
      {
        vpcId: args.network.vpcId,
        serviceName: `com.amazonaws.${args.region}.${service}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: args.network.privateSubnetIds,
        securityGroupIds: [securityGroup.id],
        policy: pulumi.output(args.policies).apply((policies) => JSON.stringify(policies[service])),
      },
      { parent: this },
    );
  }

  #s3(name: string, args: VpcEndpointsArgs): aws.ec2.VpcEndpoint {
    const endpoint = new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: args.network.vpcId,
        serviceName: `com.amazonaws.${args.region}.s3`,
        vpcEndpointType: 'Gateway',
        routeTableIds: args.network.privateRouteTableIds,
        policy: pulumi.output(args.policies).apply(({ s3 }) => JSON.stringify(s3)),
      },
      { parent: this },
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-clients-to-s3`,
      {
        securityGroupId: args.clientSecurityGroup.id,
        description: 'S3, through its gateway endpoint',
        prefixListId: endpoint.prefixListId,
        ...tcp(httpsPort),
      },
      { parent: this },
    );
    return endpoint;
  }
}
