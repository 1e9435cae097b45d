import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { serviceContainerDefinition } from './container-definition.ts';
import type { Database } from './database.ts';
import { ecrRepositoryArn } from './ecr-repository-arn.ts';
import { FargateService, type ServiceSettings } from './fargate-service.ts';
import { endpointPolicies, imageLayersPolicy, type EndpointPolicies } from './iam/endpoint-policies.ts';
import { executionRolePolicy } from './iam/execution-role-policy.ts';
import { taskRolePolicy } from './iam/task-role-policy.ts';
import { LoadBalancer, type Https } from './load-balancer.ts';
import type { LogSettings } from './log-settings.ts';
import type { Names } from './names.ts';
import type { Network } from './network.ts';
import { createRolePolicy } from './role.ts';
import type { SecurityGroups } from './security-groups.ts';
import type { ServiceRoles } from './service-roles.ts';
import type { Settings } from './settings.ts';
import { VpcEndpoints } from './vpc-endpoints.ts';
import { WebAcl } from './web-acl.ts';

export interface ApplicationArgs {
  readonly account: Account;
  readonly names: Names;
  readonly settings: ServiceSettings &
    Pick<
      Settings,
      'previousKeyArns' | 'deletionProtection' | 'egress' | 'imageUri' | 'waf' | 'wafRequestsPerFiveMinutes'
    >;
  readonly network: Network;
  readonly securityGroups: SecurityGroups;
  /** `undefined`: plain HTTP. */
  readonly https: Https | undefined;
  /** Bucket for the load balancer's access logs; `undefined`: none are kept. */
  readonly accessLogBucketName: pulumi.Input<string> | undefined;
  readonly roles: ServiceRoles;
  readonly imageUri: pulumi.Input<string>;
  readonly applicationKeyArn: pulumi.Input<string>;
  readonly database: Database;
  readonly logs: LogSettings;
}

/** The secret service: its container on Fargate, what it may do, its log and the load balancer before it. */
export class Application extends pulumi.ComponentResource {
  /** Where callers reach the service, without a slash at the end. */
  readonly endpoint: pulumi.Output<string>;
  readonly loadBalancer: LoadBalancer;
  readonly service: FargateService;
  /** Where the service's lines arrive. */
  readonly logGroupName: pulumi.Output<string>;
  /** The endpoint that tasks reach KMS through; `undefined`: they go another way. */
  readonly kmsEndpointId: pulumi.Output<string> | undefined;

  constructor(name: string, args: ApplicationArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:application:Application', name, {}, options);
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log`,
      { name: args.names.logGroups.service, ...args.logs },
      { parent: this },
    );
    const permissions = this.#permissions(name, args, logGroup.arn);
    this.loadBalancer = this.#loadBalancer(name, args);
    if (args.settings.waf) this.#webAcl(name, args, this.loadBalancer);
    const endpoints = this.#endpoints(name, args, logGroup.arn);
    this.service = new FargateService(
      `${name}-fargate`,
      {
        names: args.names,
        settings: args.settings,
        logs: args.logs,
        placement: args.network.taskPlacement,
        securityGroupId: args.securityGroups.service.id,
        containerDefinitions: containerDefinitions(args),
        taskRoleArn: args.roles.task.arn,
        executionRoleArn: args.roles.execution.arn,
        targetGroupArn: this.loadBalancer.targetGroupArn,
        startAfter: [...permissions, ...this.loadBalancer.listeners, ...(endpoints?.endpoints ?? [])],
      },
      { parent: this },
    );
    this.endpoint = this.loadBalancer.endpoint;
    this.logGroupName = logGroup.name;
    this.kmsEndpointId = endpoints?.kmsEndpointId;
    this.registerOutputs({ endpoint: this.endpoint });
  }

  #loadBalancer(name: string, args: ApplicationArgs): LoadBalancer {
    return new LoadBalancer(
      `${name}-load-balancer`,
      {
        names: args.names,
        https: args.https,
        accessLogBucketName: args.accessLogBucketName,
        vpcId: args.network.vpcId,
        subnetIds: args.network.publicSubnetIds,
        securityGroupId: args.securityGroups.loadBalancer.id,
        deletionProtection: args.settings.deletionProtection,
      },
      { parent: this },
    );
  }

  #webAcl(name: string, { account, names, logs, settings }: ApplicationArgs, { arn }: LoadBalancer): WebAcl {
    return new WebAcl(
      `${name}-web-acl`,
      {
        account,
        names,
        logs,
        loadBalancerArn: arn,
        requestsPerFiveMinutes: settings.wafRequestsPerFiveMinutes,
      },
      { parent: this },
    );
  }

  #endpoints(
    name: string,
    args: ApplicationArgs,
    logGroupArn: pulumi.Output<string>,
  ): VpcEndpoints | undefined {
    const { account, network, securityGroups, settings } = args;
    const { egress, imageUri } = settings;
    if (egress === 'public-ip') return undefined;
    const isFromEcr = imageUri === undefined || ecrRepositoryArn(imageUri, account.partition) !== undefined;
    return new VpcEndpoints(
      `${name}-endpoints`,
      {
        region: account.region,
        network,
        clientSecurityGroup: securityGroups.service,
        s3Policy: imageLayersPolicy(account, isFromEcr),
        interfacePolicies: egress === 'endpoints' ? interfacePolicies(args, logGroupArn) : undefined,
      },
      { parent: this },
    );
  }

  #permissions(
    name: string,
    args: ApplicationArgs,
    logGroupArn: pulumi.Output<string>,
  ): aws.iam.RolePolicy[] {
    const task = pulumi
      .all([args.applicationKeyArn, args.database.secretArn])
      .apply(([keyArn, databaseSecretArn]) =>
        taskRolePolicy({ applicationKeyArns: [keyArn, ...args.settings.previousKeyArns], databaseSecretArn }),
      );
    const execution = pulumi.all([args.imageUri, logGroupArn]).apply(([imageUri, arn]) =>
      executionRolePolicy({
        repositoryArn: ecrRepositoryArn(imageUri, args.account.partition),
        logGroupArn: arn,
      }),
    );
    return [
      createRolePolicy(`${name}-task-policy`, args.roles.task, task, this),
      createRolePolicy(`${name}-execution-policy`, args.roles.execution, execution, this),
    ];
  }
}

/** What passes the interface endpoints. */
function interfacePolicies(
  { account, applicationKeyArn, database, imageUri, roles, settings }: ApplicationArgs,
  logGroupArn: pulumi.Output<string>,
): pulumi.Output<EndpointPolicies> {
  return pulumi
    .all([roles.task.arn, roles.execution.arn, applicationKeyArn, database.secretArn, imageUri, logGroupArn])
    .apply(([taskRoleArn, executionRoleArn, keyArn, databaseSecretArn, uri, arn]) =>
      endpointPolicies({
        ...account,
        taskRoleArn,
        executionRoleArn,
        applicationKeyArns: [keyArn, ...settings.previousKeyArns],
        databaseSecretArn,
        repositoryArn: requireEcr(uri, account.partition),
        logGroupArn: arn,
      }),
    );
}

/** @throws Error for an image that no endpoint leads to. */
function requireEcr(imageUri: string, partition: string): string {
  const arn = ecrRepositoryArn(imageUri, partition);
  if (arn === undefined)
    throw new Error(`With egress endpoints an image comes from ECR; ${imageUri} does not.`);
  return arn;
}

function containerDefinitions(args: ApplicationArgs): pulumi.Output<string> {
  return pulumi
    .all([args.imageUri, args.applicationKeyArn, args.database.host, args.database.secretArn])
    .apply(([image, applicationKeyArn, databaseHost, databaseSecretArn]) =>
      JSON.stringify([
        serviceContainerDefinition({
          image,
          applicationKeyArn,
          databaseHost,
          databaseSecretArn,
          region: args.account.region,
          logGroupName: args.names.logGroups.service,
          metricNamespace: args.names.serviceMetricNamespace(),
          previousKeyArns: args.settings.previousKeyArns,
          databaseName: args.database.databaseName,
        }),
      ]),
    );
}
