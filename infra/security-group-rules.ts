import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** Declares both ends of one kind of connection between two security groups. */
export function allowConnection(
  name: string,
  from: aws.ec2.SecurityGroup,
  to: aws.ec2.SecurityGroup,
  port: number,
  parent: pulumi.Resource,
): void {
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-out`,
    {
      securityGroupId: from.id,
      description: `To port ${port} of the next group`,
      referencedSecurityGroupId: to.id,
      ...tcp(port),
    },
    { parent },
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-in`,
    {
      securityGroupId: to.id,
      description: `From the group before, port ${port}`,
      referencedSecurityGroupId: from.id,
      ...tcp(port),
    },
    { parent },
  );
}

/** One TCP port, as a security group rule spells it. */
export function tcp(port: number): { ipProtocol: string; fromPort: number; toPort: number } {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
