import type { Resource } from '../../resource.ts';
import { at, list, number, text, texts } from '../../values.ts';

/** One permission of a security group, however it was declared. */
export interface Traffic {
  readonly direction: 'ingress' | 'egress';
  readonly groupId: unknown;
  readonly cidrs: readonly string[];
  /** `-1` is all protocols. */
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly description: string;
}

/** The types of resource that say what a security group lets through. */
export const trafficTypes = [
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule',
  'aws:ec2/securityGroupRule:SecurityGroupRule',
  'aws:ec2/securityGroup:SecurityGroup',
] as const;

/** What a resource of these types lets through. */
export function trafficOf({ type, properties }: Resource): readonly Traffic[] {
  switch (type) {
    case trafficTypes[0]:
      return [read(properties, 'ingress', properties['securityGroupId'])];
    case trafficTypes[1]:
      return [read(properties, 'egress', properties['securityGroupId'])];
    case trafficTypes[2]:
      return [
        read(
          properties,
          properties['type'] === 'ingress' ? 'ingress' : 'egress',
          properties['securityGroupId'],
        ),
      ];
    default:
      return (['ingress', 'egress'] as const).flatMap((direction) =>
        list(properties[direction]).map((rule) => read(rule, direction, properties['id'])),
      );
  }
}

function read(rule: unknown, direction: Traffic['direction'], groupId: unknown): Traffic {
  return {
    direction,
    groupId,
    cidrs: ['cidrIpv4', 'cidrIpv6', 'cidrBlocks', 'ipv6CidrBlocks'].flatMap((key) => texts(at(rule, key))),
    protocol: text(at(rule, 'ipProtocol')) || text(at(rule, 'protocol')),
    fromPort: number(at(rule, 'fromPort')),
    toPort: number(at(rule, 'toPort')),
    description: text(at(rule, 'description')),
  };
}

export function isOpenToTheWorld({ cidrs }: Traffic): boolean {
  return cidrs.some((cidr) => cidr === '0.0.0.0/0' || cidr === '::/0');
}

export function isTcpPort({ protocol, fromPort, toPort }: Traffic, port: number): boolean {
  return ['tcp', '6'].includes(protocol) && fromPort === port && toPort === port;
}
