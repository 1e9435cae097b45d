import { beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';

let dev: DeclaredStack;
beforeAll(async () => {
  dev = await declaredStack('dev');
});

const keyArn = (word: string): unknown => dev.resource('aws:kms/key:Key', `keys-${word}-key`).outputs['arn'];
const roleArn = (word: string): unknown => dev.resource('aws:iam/role:Role', `roles-${word}`).outputs['arn'];
const vpc = () => dev.resource('awsx:ec2:Vpc', 'network-vpc').outputs;
const database = () => dev.resource('aws:rds/instance:Instance', 'database-instance').outputs;
const secretArn = () =>
  (database()['masterUserSecrets'] as { secretArn: string }[]).map((secret) => secret.secretArn)[0];
const only = (type: string) => {
  const [resource, ...others] = dev.ofType(type);
  expect(others).toEqual([]);
  if (resource === undefined) throw new Error(`No ${type} is declared.`);
  return resource;
};
const imageUri = (): unknown => only('awsx:ecr:Image').outputs['imageUri'];

describe('the image', () => {
  it('is built for the architecture of the task and tagged by its content', () => {
    const { imageTag, ...image } = only('awsx:ecr:Image').inputs;
    expect(image).toEqual({
      repositoryUrl: dev.outputs['ecrRepositoryUrl'],
      context: '.',
      dockerfile: 'service/Dockerfile',
      platform: 'linux/arm64',
    });
    expect(imageTag).toMatch(/^[0-9a-f]{32}$/);
  });

  it('goes to a scanned, immutable, encrypted repository that keeps images to roll back to', () => {
    expect(only('awsx:ecr:Repository').inputs).toEqual({
      name: 'keywatch-dev-service',
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: keyArn('storage') }],
      forceDelete: true,
      lifecyclePolicy: {
        rules: [{ description: 'Keep the latest images', tagStatus: 'any', maximumNumberOfImages: 30 }],
      },
    });
  });
});

describe('the task', () => {
  const container = (): unknown =>
    JSON.parse(String(only('aws:ecs/taskDefinition:TaskDefinition').inputs['containerDefinitions']));

  it('runs on Fargate with a task role and an execution role of its own', () => {
    expect(only('aws:ecs/taskDefinition:TaskDefinition').inputs).toEqual({
      containerDefinitions: expect.any(String) as string,
      family: 'keywatch-dev-service',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' },
      cpu: '256',
      memory: '512',
      taskRoleArn: roleArn('task'),
      executionRoleArn: roleArn('execution'),
    });
    expect(roleArn('task')).not.toBe(roleArn('execution'));
  });

  it('holds one container: unprivileged, read-only, without capabilities, with a blocking log', () => {
    expect(container()).toEqual([
      {
        name: 'service',
        image: imageUri(),
        essential: true,
        portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
        environment: [
          { name: 'PORT', value: '8080' },
          { name: 'KMS_KEY_ARN', value: keyArn('application') },
          { name: 'DATABASE_HOST', value: database()['address'] },
          { name: 'DATABASE_PORT', value: '5432' },
          { name: 'DATABASE_NAME', value: 'keywatch' },
          { name: 'DATABASE_SECRET_ARN', value: secretArn() },
          { name: 'TRUSTED_PROXY_HOPS', value: '1' },
          { name: 'METRIC_NAMESPACE', value: 'Keywatch/keywatch-dev/Service' },
          { name: 'LOG_LEVEL', value: 'info' },
        ],
        user: '1000:1000',
        privileged: false,
        readonlyRootFilesystem: true,
        linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
        stopTimeout: 30,
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '/keywatch/dev/service',
            'awslogs-region': 'ap-southeast-2',
            'awslogs-stream-prefix': 'service',
            mode: 'blocking',
          },
        },
      },
    ]);
  });
});

it('keeps its tasks in private subnets, without public addresses, and rolls a failed deployment back', () => {
  const service = only('aws:ecs/service:Service');
  expect(service.inputs).toEqual({
    name: 'keywatch-dev-service',
    cluster: only('aws:ecs/cluster:Cluster').outputs['arn'],
    taskDefinition: only('aws:ecs/taskDefinition:TaskDefinition').outputs['arn'],
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    desiredCount: 1,
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    healthCheckGracePeriodSeconds: 60,
    enableExecuteCommand: false,
    waitForSteadyState: true,
    networkConfiguration: {
      assignPublicIp: false,
      subnets: vpc()['privateSubnetIds'],
      securityGroups: [dev.resource('aws:ec2/securityGroup:SecurityGroup', 'security-groups-service').id],
    },
    loadBalancers: [
      {
        targetGroupArn: only('aws:lb/targetGroup:TargetGroup').outputs['arn'],
        containerName: 'service',
        containerPort: 8080,
      },
    ],
  });
  expect(service.options.dependsOn.map((urn) => urn.split('::').at(-1))).toEqual(
    expect.arrayContaining([
      'application-execution-policy',
      'application-load-balancer-http',
      'application-task-policy',
    ]),
  );
});

describe('the load balancer', () => {
  it('stands in the public subnets, drops invalid headers and lets a GET with a body through', () => {
    expect(only('aws:lb/loadBalancer:LoadBalancer').inputs).toEqual({
      name: 'keywatch-dev-alb',
      loadBalancerType: 'application',
      internal: false,
      subnets: vpc()['publicSubnetIds'],
      securityGroups: [
        dev.resource('aws:ec2/securityGroup:SecurityGroup', 'security-groups-load-balancer').id,
      ],
      idleTimeout: 60,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: 'defensive',
      enableDeletionProtection: false,
    });
  });

  it('asks tasks whether they live, not whether the database does', () => {
    expect(only('aws:lb/targetGroup:TargetGroup').inputs).toEqual({
      name: 'keywatch-dev-tg',
      vpcId: vpc()['vpcId'],
      targetType: 'ip',
      protocol: 'HTTP',
      port: 8080,
      deregistrationDelay: 20,
      healthCheck: {
        path: '/health',
        matcher: '200',
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    });
  });

  it('listens on HTTP where the stack has no certificate', () => {
    expect(only('aws:lb/listener:Listener').inputs).toEqual({
      loadBalancerArn: only('aws:lb/loadBalancer:LoadBalancer').outputs['arn'],
      port: 80,
      protocol: 'HTTP',
      defaultActions: [
        { type: 'forward', targetGroupArn: only('aws:lb/targetGroup:TargetGroup').outputs['arn'] },
      ],
    });
  });
});
