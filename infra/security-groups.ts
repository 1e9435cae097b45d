import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { databasePort, httpsPort, servicePort } from './ports.ts';

export interface SecurityGroupsArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Who may reach the load balancer. */
  readonly ingressCidrs: readonly string[];
  /** Ports the load balancer listens on. */
  readonly listenerPorts: readonly number[];
}

/**
 * The one way in, hand to hand: callers to the load balancer, the load balancer to tasks, tasks to the database.
 * Outwards tasks reach AWS's services over TLS and the database; the database reaches nothing.
 */
export class SecurityGroups extends pulumi.ComponentResource {
  readonly loadBalancer: aws.ec2.SecurityGroup;
  readonly service: aws.ec2.SecurityGroup;
  readonly database: aws.ec2.SecurityGroup;

  constructor(name: string, args: SecurityGroupsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:network:SecurityGroups', name, {}, options);
    const group = (word: string, description: string): aws.ec2.SecurityGroup =>
      new aws.ec2.SecurityGroup(`${name}-${word}`, { vpcId: args.vpcId, description }, { parent: this });
    this.loadBalancer = group('load-balancer', 'Load balancer: from allowed callers, to tasks');
    this.service = group('service', 'Tasks: from the load balancer, to the database and to AWS');
    this.database = group('database', 'Database: from tasks, to nowhere');

    for (const port of args.listenerPorts) {
      for (const cidr of args.ingressCidrs) this.#allowCallers(name, port, cidr);
    }
    this.#allow(`${name}-load-balancer-to-service`, this.loadBalancer, this.service, servicePort);
    this.#allow(`${name}-service-to-database`, this.service, this.database, databasePort);
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-service-to-aws`,
      {
        securityGroupId: this.service.id,
        description: 'AWS services over TLS',
        cidrIpv4: '0.0.0.0/0',
        ...tcp(httpsPort),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }

  #allowCallers(name: string, port: number, cidrIpv4: string): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-callers-${port}-${cidrIpv4.replace('/', '-')}`,
      {
        securityGroupId: this.loadBalancer.id,
        description: 'Callers, as ingressCidrs states them',
        cidrIpv4,
        ...tcp(port),
      },
      { parent: this },
    );
  }

  /** Both ends of one connection. */
  #allow(name: string, from: aws.ec2.SecurityGroup, to: aws.ec2.SecurityGroup, port: number): void {
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-out`,
      {
        securityGroupId: from.id,
        description: `To port ${port} of the next group`,
        referencedSecurityGroupId: to.id,
        ...tcp(port),
      },
      { parent: this },
    );
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-in`,
      {
        securityGroupId: to.id,
        description: `From the group before, port ${port}`,
        referencedSecurityGroupId: from.id,
        ...tcp(port),
      },
      { parent: this },
    );
  }
}

function tcp(port: number): { ipProtocol: string; fromPort: number; toPort: number } {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
