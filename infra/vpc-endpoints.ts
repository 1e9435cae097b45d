import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { interfaceServices, type EndpointPolicies, type InterfaceService } from './iam/endpoint-policies.ts';
import type { PolicyDocument } from './iam/policy-document.ts';
import type { Network } from './network.ts';
import { httpsPort } from './ports.ts';
import { allowConnection, tcp } from './security-group-rules.ts';

export interface VpcEndpointsArgs {
  readonly region: string;
  readonly network: Network;
  /** The tasks', which alone may reach the endpoints. */
  readonly clientSecurityGroup: aws.ec2.SecurityGroup;
  /** What passes the endpoint of S3. */
  readonly s3Policy: PolicyDocument;
  /** What passes each interface endpoint; `undefined`: tasks reach these services over the internet. */
  readonly interfacePolicies: pulumi.Input<EndpointPolicies> | undefined;
}

/** What the interface endpoints have in common. */
interface Interfaces extends Pick<VpcEndpointsArgs, 'region' | 'network'> {
  readonly policies: pulumi.Input<EndpointPolicies>;
  readonly securityGroup: aws.ec2.SecurityGroup;
}

/**
 * The gateway endpoint of S3, where image layers are: it costs nothing, and what goes through it no NAT gateway charges
 * for. For tasks that have no way to the internet also an interface endpoint for each service in each zone.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** What tasks must wait for. */
  readonly endpoints: readonly aws.ec2.VpcEndpoint[];
  /** `undefined`: KMS has no endpoint. */
  readonly kmsEndpointId: pulumi.Output<string> | undefined;

  constructor(name: string, args: VpcEndpointsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:network:VpcEndpoints', name, {}, options);
    const s3 = this.#s3(name, args);
    if (args.interfacePolicies === undefined) {
      this.endpoints = [s3];
    } else {
      const { region, network, interfacePolicies: policies } = args;
      this.#allowClients(name, args, s3);
      const securityGroup = this.#securityGroup(name, args);
      const declare = (service: InterfaceService): aws.ec2.VpcEndpoint =>
        this.#interface(name, service, { region, network, policies, securityGroup });
      const kms = declare('kms');
      const others = interfaceServices.filter((service) => service !== 'kms').map(declare);
      this.endpoints = [kms, ...others, s3];
      this.kmsEndpointId = kms.id;
    }
    this.registerOutputs({});
  }

  /** Of the interface endpoints. */
  #securityGroup(name: string, { network, clientSecurityGroup }: VpcEndpointsArgs): aws.ec2.SecurityGroup {
    const securityGroup = new aws.ec2.SecurityGroup(
      `${name}-security-group`,
      { vpcId: network.vpcId, description: 'Endpoints of AWS services: from tasks, to nowhere' },
      { parent: this },
    );
    allowConnection(`${name}-clients`, clientSecurityGroup, securityGroup, httpsPort, this);
    return securityGroup;
  }

  #interface(
    name: string,
    service: InterfaceService,
    { region, network, policies, securityGroup }: Interfaces,
  ): aws.ec2.VpcEndpoint {
    return new aws.ec2.VpcEndpoint(
      `${name}-${service.replace('.', '-')}`,
      {
        vpcId: network.vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: network.privateSubnetIds,
        securityGroupIds: [securityGroup.id],
        policy: pulumi.output(policies).apply((all) => JSON.stringify(all[service])),
      },
      { parent: this },
    );
  }

  #s3(name: string, { network, region, s3Policy }: VpcEndpointsArgs): aws.ec2.VpcEndpoint {
    return new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: network.vpcId,
        serviceName: `com.amazonaws.${region}.s3`,
        vpcEndpointType: 'Gateway',
        routeTableIds: network.privateRouteTableIds,
        policy: JSON.stringify(s3Policy),
      },
      { parent: this },
    );
  }

  /** Out to S3; where tasks reach the internet, the rule for that lets them out to S3 as well. */
  #allowClients(name: string, { clientSecurityGroup }: VpcEndpointsArgs, s3: aws.ec2.VpcEndpoint): void {
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-clients-to-s3`,
      {
        securityGroupId: clientSecurityGroup.id,
        description: 'S3, through its gateway endpoint',
        prefixListId: s3.prefixListId,
        ...tcp(httpsPort),
      },
      { parent: this },
    );
  }
}
