import { beforeAll, describe, expect, it } from 'vitest';
import { endpointPolicies, interfaceServices } from '../../../infra/iam/endpoint-policies.ts';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';
import { guarded, preview } from '../../support/stacks.ts';

/** How tasks reach AWS where not through NAT gateways. */
const vpcOf = (stack: DeclaredStack) => stack.resource('awsx:ec2:Vpc', 'network-vpc');
const groupId = (stack: DeclaredStack, name: string): string =>
  stack.resource('aws:ec2/securityGroup:SecurityGroup', name).id;
const tls = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

const without = (inputs: object, ...keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !keys.includes(key)));

/** Egress rules of the tasks, by what they lead to. */
const tasksOut = (stack: DeclaredStack) =>
  stack
    .ofType('aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule')
    .filter(({ inputs }) => inputs['securityGroupId'] === groupId(stack, 'security-groups-service'))
    .map(({ inputs }) => without(inputs, 'securityGroupId', 'description'));

const endpointsOf = (stack: DeclaredStack) => stack.ofType('aws:ec2/vpcEndpoint:VpcEndpoint');
/** An image that is not in ECR, which a way to the internet allows. */
const imageElsewhere = {
  ...guarded,
  'keywatch:egress': 'nat',
  'keywatch:imageUri': 'docker.io/example/keywatch:1',
};
const ecrLayers = 'arn:aws:s3:::prod-ap-southeast-2-starport-layer-bucket/*';

describe.each([
  ['nat', 'dev', undefined, ecrLayers],
  ['nat and a NAT gateway in each zone', 'prod', undefined, ecrLayers],
  ['nat and an image of another registry', 'elsewhere', imageElsewhere, 'arn:aws:s3:::*'],
  ['endpoints', 'guarded', guarded, ecrLayers],
])('egress %s', (_egress, name, config, layers) => {
  let stack: DeclaredStack;
  beforeAll(async () => {
    stack = await declaredStack(name, config);
  });

  it('reads image layers through the gateway endpoint of S3, in the route tables of the private subnets', () => {
    const { policy, ...inputs } = stack.resource(
      'aws:ec2/vpcEndpoint:VpcEndpoint',
      'application-endpoints-s3',
    ).inputs;
    const privateSubnets = vpcOf(stack).outputs['privateSubnetIds'] as string[];
    const associations = vpcOf(stack).outputs['routeTableAssociations'] as Record<string, string>[];
    const tables = associations.filter(({ subnetId = '' }) => privateSubnets.includes(subnetId));
    expect(tables).toHaveLength(2);
    expect(inputs).toEqual({
      vpcId: vpcOf(stack).outputs['vpcId'],
      serviceName: 'com.amazonaws.ap-southeast-2.s3',
      vpcEndpointType: 'Gateway',
      routeTableIds: tables.map(({ routeTableId }) => routeTableId),
    });
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [{ Action: 's3:GetObject', Resource: layers }],
    });
  });

  it('starts tasks only when every endpoint is there', () => {
    const dependsOn = stack.ofType('aws:ecs/service:Service')[0]?.options.dependsOn;
    expect(endpointsOf(stack).length).toBeGreaterThan(0);
    expect(dependsOn).toEqual(expect.arrayContaining(endpointsOf(stack).map(({ urn }) => urn)));
  });
});

describe('egress nat', () => {
  it('has no other endpoint, and no group and rule for one: tasks reach any address over TLS', async () => {
    const prod = await declaredStack('prod');
    expect(endpointsOf(prod)).toHaveLength(1);
    expect(prod.ofType('aws:ec2/securityGroup:SecurityGroup')).toHaveLength(3);
    expect(tasksOut(prod)).toEqual(
      expect.arrayContaining([expect.objectContaining({ cidrIpv4: '0.0.0.0/0', ...tls })]),
    );
    expect(tasksOut(prod)).toHaveLength(2);
  });
});

describe('egress endpoints', () => {
  let stack: DeclaredStack;
  beforeAll(async () => {
    stack = await declaredStack('guarded', guarded);
  });
  const endpoint = (word: string) =>
    stack.resource('aws:ec2/vpcEndpoint:VpcEndpoint', `application-endpoints-${word}`);
  const arnOf = (type: string, name: string): string => String(stack.resource(type, name).outputs['arn']);

  it('has no NAT gateway, and tasks without public addresses in private subnets', () => {
    expect(vpcOf(stack).inputs['natGateways']).toEqual({ strategy: 'None' });
    expect(stack.ofType('aws:ecs/service:Service')[0]?.inputs['networkConfiguration']).toEqual({
      assignPublicIp: false,
      subnets: vpcOf(stack).outputs['privateSubnetIds'],
      securityGroups: [groupId(stack, 'security-groups-service')],
    });
  });

  it.each(interfaceServices)('has an endpoint for %s in both zones, under its public name', (service) => {
    const { policy, ...inputs } = endpoint(service.replace('.', '-')).inputs;
    expect(inputs).toEqual({
      vpcId: vpcOf(stack).outputs['vpcId'],
      serviceName: `com.amazonaws.ap-southeast-2.${service}`,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: vpcOf(stack).outputs['privateSubnetIds'],
      securityGroupIds: [groupId(stack, 'application-endpoints-security-group')],
    });
    expect(policy).toBeDefined();
  });

  it('has nothing but those and the gateway endpoint of S3', () => {
    expect(stack.ofType('aws:ec2/vpcEndpoint:VpcEndpoint')).toHaveLength(interfaceServices.length + 1);
  });

  it("lets through each of them what the stack's own roles do to the stack's own resources", () => {
    const [secret] = stack.resource('aws:rds/instance:Instance', 'database-instance').outputs[
      'masterUserSecrets'
    ] as [{ secretArn: string }];
    const policies = endpointPolicies({
      partition: 'aws',
      region: 'ap-southeast-2',
      taskRoleArn: arnOf('aws:iam/role:Role', 'roles-task'),
      executionRoleArn: arnOf('aws:iam/role:Role', 'roles-execution'),
      applicationKeyArns: [
        arnOf('aws:kms/key:Key', 'keys-application-key'),
        ...guarded['keywatch:previousKeyArns'],
      ],
      databaseSecretArn: secret.secretArn,
      repositoryArn: 'arn:aws:ecr:ap-southeast-2:444455556666:repository/shared/keywatch',
      logGroupArn: arnOf('aws:cloudwatch/logGroup:LogGroup', 'application-log'),
    });
    for (const [service, policy] of Object.entries(policies)) {
      expect(JSON.parse(String(endpoint(service.replace('.', '-')).inputs['policy']))).toEqual(policy);
    }
  });

  it('lets tasks out to the database, the endpoints and S3, and to no address at all', () => {
    expect(tasksOut(stack)).toHaveLength(3);
    expect(tasksOut(stack)).toEqual(
      expect.arrayContaining([
        {
          referencedSecurityGroupId: groupId(stack, 'security-groups-database'),
          ipProtocol: 'tcp',
          fromPort: 5432,
          toPort: 5432,
        },
        { referencedSecurityGroupId: groupId(stack, 'application-endpoints-security-group'), ...tls },
        { prefixListId: endpoint('s3').outputs['prefixListId'], ...tls },
      ]),
    );
    const toEndpoints = stack
      .ofType('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')
      .filter(
        ({ inputs }) => inputs['securityGroupId'] === groupId(stack, 'application-endpoints-security-group'),
      );
    expect(toEndpoints.map(({ inputs }) => without(inputs, 'description'))).toEqual([
      {
        securityGroupId: groupId(stack, 'application-endpoints-security-group'),
        referencedSecurityGroupId: groupId(stack, 'security-groups-service'),
        ...tls,
      },
    ]);
  });
});

describe('egress public-ip', () => {
  let stack: DeclaredStack;
  beforeAll(async () => {
    stack = await declaredStack('pr-17', preview);
  });

  it('has neither NAT gateway nor endpoint: tasks have public addresses in public subnets', () => {
    expect(vpcOf(stack).inputs['natGateways']).toEqual({ strategy: 'None' });
    expect(stack.ofType('aws:ec2/vpcEndpoint:VpcEndpoint')).toEqual([]);
    expect(stack.ofType('aws:ecs/service:Service')[0]?.inputs['networkConfiguration']).toEqual({
      assignPublicIp: true,
      subnets: vpcOf(stack).outputs['publicSubnetIds'],
      securityGroups: [groupId(stack, 'security-groups-service')],
    });
  });

  it('runs on spare capacity that the cluster is told of, and shows no dashboard', () => {
    const service = stack.ofType('aws:ecs/service:Service')[0]?.inputs;
    expect(service?.['capacityProviderStrategies']).toEqual([
      { capacityProvider: 'FARGATE_SPOT', weight: 1 },
    ]);
    expect(service?.['launchType']).toBeUndefined();
    const associations = stack.ofType('aws:ecs/clusterCapacityProviders:ClusterCapacityProviders');
    expect(associations.map(({ inputs }) => inputs)).toEqual([
      { clusterName: 'keywatch-pr-17-cluster', capacityProviders: ['FARGATE_SPOT'] },
    ]);
    expect(stack.ofType('aws:cloudwatch/dashboard:Dashboard')).toEqual([]);
    expect(stack.outputs['dashboardUrl']).toBeUndefined();
  });

  it('still lets nobody but the load balancer reach a task, and the database stays isolated', () => {
    const intoTasks = stack
      .ofType('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')
      .filter(({ inputs }) => inputs['securityGroupId'] === groupId(stack, 'security-groups-service'));
    expect(intoTasks.map(({ inputs }) => inputs['referencedSecurityGroupId'])).toEqual([
      groupId(stack, 'security-groups-load-balancer'),
    ]);
    expect(
      stack.resource('aws:rds/subnetGroup:SubnetGroup', 'database-subnet-group').inputs['subnetIds'],
    ).toEqual(vpcOf(stack).outputs['isolatedSubnetIds']);
  });
});

describe('where calls of the task role may come from', () => {
  const patternOf = (stack: DeclaredStack): string | undefined =>
    (stack.outputs['metricFilterPatterns'] as Record<string, string>)[
      `keywatch-${stack.stack}-kms-use-elsewhere`
    ];

  it('is each NAT gateway of the VPC', async () => {
    const prod = await declaredStack('prod');
    const gateways = vpcOf(prod).outputs['natGateways'] as { publicIp: string }[];
    const differs = gateways.map(({ publicIp }) => `$.sourceIPAddress != "${publicIp}"`).join(' && ');
    expect(new Set(gateways.map(({ publicIp }) => publicIp)).size).toBe(2);
    expect(patternOf(prod)).toContain(
      `($.sourceIPAddress NOT EXISTS || (${differs}) || $.vpcEndpointId = "*")`,
    );
  });

  it('is the endpoint of KMS', async () => {
    const stack = await declaredStack('guarded', guarded);
    const { id } = stack.resource('aws:ec2/vpcEndpoint:VpcEndpoint', 'application-endpoints-kms');
    expect(patternOf(stack)).toContain(`($.vpcEndpointId NOT EXISTS || $.vpcEndpointId != "${id}")`);
    expect(patternOf(stack)).not.toContain('sourceIPAddress');
  });

  it('is not known of tasks with public addresses, which the stack says', async () => {
    const stack = await declaredStack('pr-17', preview);
    expect(patternOf(stack)).toBeUndefined();
    expect(stack.warnings).toContain(
      `kms-use-elsewhere is left out for ${String(stack.outputs['ecsTaskRoleArn'])}: with egress public-ip tasks call from addresses that change; egress nat or endpoints cures that.`,
    );
  });
});
