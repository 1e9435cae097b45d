import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { Autoscaling } from './autoscaling.ts';
import { containerName } from './container-definition.ts';
import type { LogSettings } from './log-settings.ts';
import type { Names } from './names.ts';
import type { TaskPlacement } from './network.ts';
import { servicePort } from './ports.ts';
import type { Settings } from './settings.ts';

/** The settings that size the service. */
export type ServiceSettings = Pick<
  Settings,
  | 'cpuArchitecture'
  | 'taskCpu'
  | 'taskMemoryMib'
  | 'desiredCount'
  | 'maxCount'
  | 'containerInsights'
  | 'fargateSpot'
>;

export interface FargateServiceArgs {
  readonly names: Names;
  readonly settings: ServiceSettings;
  /** JSON of the task's container definitions. */
  readonly containerDefinitions: pulumi.Input<string>;
  readonly taskRoleArn: pulumi.Input<string>;
  readonly executionRoleArn: pulumi.Input<string>;
  readonly placement: TaskPlacement;
  readonly securityGroupId: pulumi.Input<string>;
  readonly targetGroupArn: pulumi.Input<string>;
  readonly logs: LogSettings;
  /** What a task needs that no argument leads to: its roles' permissions, the listener. */
  readonly startAfter: readonly pulumi.Resource[];
}

/** Seconds a new task may take to start before failed health checks count. */
const healthCheckGraceSeconds = 60;

/** AWS's name of its spare capacity. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html */
const spot = 'FARGATE_SPOT';

/**
 * The cluster and the service that keeps its tasks running. ECS makes its service-linked role together with the
 * cluster, so none is declared.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
 */
export class FargateService extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly serviceName: pulumi.Output<string>;

  constructor(name: string, args: FargateServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:application:FargateService', name, {}, options);
    const cluster = this.#cluster(name, args);
    const service = this.#service(name, args, cluster, this.#taskDefinition(name, args));
    if (isAutoscaled(args.settings)) {
      new Autoscaling(
        `${name}-autoscaling`,
        {
          clusterName: cluster.name,
          serviceName: service.name,
          minCount: args.settings.desiredCount,
          maxCount: args.settings.maxCount,
        },
        { parent: this },
      );
    }
    this.clusterName = cluster.name;
    this.serviceName = service.name;
    this.registerOutputs({ clusterName: this.clusterName, serviceName: this.serviceName });
  }

  #taskDefinition(name: string, args: FargateServiceArgs): aws.ecs.TaskDefinition {
    return new aws.ecs.TaskDefinition(
      `${name}-task-definition`,
      {
        family: args.names.named('service'),
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: args.settings.cpuArchitecture },
        cpu: String(args.settings.taskCpu),
        memory: String(args.settings.taskMemoryMib),
        taskRoleArn: args.taskRoleArn,
        executionRoleArn: args.executionRoleArn,
        containerDefinitions: args.containerDefinitions,
      },
      { parent: this },
    );
  }

  #service(
    name: string,
    args: FargateServiceArgs,
    cluster: aws.ecs.Cluster,
    taskDefinition: aws.ecs.TaskDefinition,
  ): aws.ecs.Service {
    return new aws.ecs.Service(
      `${name}-service`,
      {
        name: args.names.named('service'),
        cluster: cluster.arn,
        taskDefinition: taskDefinition.arn,
        ...capacityOf(args.settings),
        platformVersion: 'LATEST',
        desiredCount: args.settings.desiredCount,
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        healthCheckGracePeriodSeconds: healthCheckGraceSeconds,
        enableExecuteCommand: false,
        waitForSteadyState: true,
        networkConfiguration: {
          assignPublicIp: args.placement.assignPublicIp,
          subnets: args.placement.subnetIds,
          securityGroups: [args.securityGroupId],
        },
        loadBalancers: [{ targetGroupArn: args.targetGroupArn, containerName, containerPort: servicePort }],
      },
      {
        parent: this,
        dependsOn: [...args.startAfter, ...this.#spareCapacity(name, args, cluster)],
        ignoreChanges: isAutoscaled(args.settings) ? ['desiredCount'] : [],
      },
    );
  }

  /** Lets the cluster run tasks on spare capacity, where the stack wants that. */
  #spareCapacity(
    name: string,
    { settings }: FargateServiceArgs,
    cluster: aws.ecs.Cluster,
  ): pulumi.Resource[] {
    if (!settings.fargateSpot) return [];
    return [
      new aws.ecs.ClusterCapacityProviders(
        `${name}-capacity`,
        { clusterName: cluster.name, capacityProviders: [spot] },
        { parent: this },
      ),
    ];
  }

  #cluster(name: string, args: FargateServiceArgs): aws.ecs.Cluster {
    const logGroups = args.settings.containerInsights
      ? [
          new aws.cloudwatch.LogGroup(
            `${name}-container-insights-log`,
            { name: args.names.logGroups.containerInsights, ...args.logs },
            { parent: this },
          ),
        ]
      : [];
    return new aws.ecs.Cluster(
      `${name}-cluster`,
      {
        name: args.names.clusterName,
        settings: [
          { name: 'containerInsights', value: args.settings.containerInsights ? 'enabled' : 'disabled' },
        ],
      },
      { parent: this, dependsOn: logGroups },
    );
  }
}

/** Then the number of tasks is autoscaling's to change, and `pulumi up` must not set it back. */
function isAutoscaled({ desiredCount, maxCount }: ServiceSettings): boolean {
  return maxCount > desiredCount;
}

/** Another capacity takes a new deployment, which AWS does not start by itself. */
function capacityOf({ fargateSpot }: ServiceSettings) {
  return fargateSpot
    ? { capacityProviderStrategies: [{ capacityProvider: spot, weight: 1 }], forceNewDeployment: true }
    : { launchType: 'FARGATE' };
}
