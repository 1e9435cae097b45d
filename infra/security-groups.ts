import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { databasePort, httpsPort, servicePort } from './ports.ts';
import { allowConnection, tcp } from './security-group-rules.ts';

export interface SecurityGroupsArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Who may reach the load balancer. */
  readonly ingressCidrs: readonly string[];
  /** Whether tasks reach AWS's services over the internet; if not, endpoints bring rules of their own. */
  readonly toInternet: boolean;
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
    allowConnection(`${name}-load-balancer-to-service`, this.loadBalancer, this.service, servicePort, this);
    allowConnection(`${name}-service-to-database`, this.service, this.database, databasePort, this);
    if (args.toInternet) this.#allowTls(name);
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

  /** To any address: AWS publishes too many for a security group. */
  #allowTls(name: string): void {
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
  }
}
