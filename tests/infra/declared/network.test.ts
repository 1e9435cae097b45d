import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

let dev: DeclaredStack;
beforeAll(async () => {
  dev = await declaredStack('dev');
});

const vpc = () => dev.resource('awsx:ec2:Vpc', 'network-vpc');
const groupId = (word: string): string =>
  dev.resource('aws:ec2/securityGroup:SecurityGroup', `security-groups-${word}`).id;

describe('the network', () => {
  it("is the lab's VPC in two Availability Zones with one NAT gateway and isolated subnets beside", () => {
    expect(vpc().inputs).toEqual({
      cidrBlock: '172.31.0.0/16',
      numberOfAvailabilityZones: 2,
      enableDnsHostnames: true,
      subnetStrategy: 'Auto',
      subnetSpecs: [{ type: 'Public' }, { type: 'Private' }, { type: 'Isolated' }],
      natGateways: { strategy: 'Single' },
    });
  });

  it('closes the default security group both ways', () => {
    const [group, ...others] = dev.ofType('aws:ec2/defaultSecurityGroup:DefaultSecurityGroup');
    expect(group?.inputs).toEqual({ vpcId: vpc().outputs['vpcId'], ingress: [], egress: [] });
    expect(others).toEqual([]);
  });

  it('logs refused connections to a log group of its own', () => {
    const [flowLog, ...others] = dev.ofType('aws:ec2/flowLog:FlowLog');
    expect(flowLog?.inputs).toEqual({
      vpcId: vpc().outputs['vpcId'],
      trafficType: 'REJECT',
      logDestinationType: 'cloud-watch-logs',
      logDestination: dev.resource('aws:cloudwatch/logGroup:LogGroup', 'network-flow-log-log-group').outputs[
        'arn'
      ],
      iamRoleArn: dev.resource('aws:iam/role:Role', 'network-flow-log-role').outputs['arn'],
    });
    expect(others).toEqual([]);
  });
});

describe('the security groups', () => {
  const port = (number: number) => ({ ipProtocol: 'tcp', fromPort: number, toPort: number });
  const rules = (direction: 'Ingress' | 'Egress') =>
    dev
      .ofType(`aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`)
      .map(({ inputs: { description, ...rule } }) => ({ rule, described: String(description).length > 0 }));

  it('let callers to the load balancer, it to tasks, tasks to the database, and nobody anywhere else', () => {
    const expected = [
      { securityGroupId: groupId('load-balancer'), cidrIpv4: '0.0.0.0/0', ...port(80) },
      {
        securityGroupId: groupId('service'),
        referencedSecurityGroupId: groupId('load-balancer'),
        ...port(8080),
      },
      { securityGroupId: groupId('database'), referencedSecurityGroupId: groupId('service'), ...port(5432) },
    ];
    expect(rules('Ingress')).toHaveLength(expected.length);
    expect(rules('Ingress')).toEqual(
      expect.arrayContaining(expected.map((rule) => ({ rule, described: true }))),
    );
  });

  it('let the load balancer out to tasks alone, tasks to the database and to TLS, the database nowhere', () => {
    const expected = [
      {
        securityGroupId: groupId('load-balancer'),
        referencedSecurityGroupId: groupId('service'),
        ...port(8080),
      },
      { securityGroupId: groupId('service'), referencedSecurityGroupId: groupId('database'), ...port(5432) },
      { securityGroupId: groupId('service'), cidrIpv4: '0.0.0.0/0', ...port(443) },
    ];
    expect(rules('Egress')).toHaveLength(expected.length);
    expect(rules('Egress')).toEqual(
      expect.arrayContaining(expected.map((rule) => ({ rule, described: true }))),
    );
  });

  it('hold no rules of their own beside those', () => {
    const groups = dev.ofType('aws:ec2/securityGroup:SecurityGroup');
    expect(groups).toHaveLength(3);
    for (const { inputs } of groups) expect(Object.keys(inputs).sort()).toEqual(['description', 'vpcId']);
  });
});
