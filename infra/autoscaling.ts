import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface AutoscalingArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly minCount: number;
  readonly maxCount: number;
}

/** Average CPU use, in percent, that the number of tasks follows; the rest is for the burst before new tasks run. */
const targetCpuPercent = 60;
const scaleOutCooldownSeconds = 60;
/** Longer than the other, so that a lull between two bursts takes no task away. */
const scaleInCooldownSeconds = 300;

/**
 * Lets the number of tasks follow their CPU use, which is what a KMS call costs the service.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export class Autoscaling extends pulumi.ComponentResource {
  constructor(name: string, args: AutoscalingArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:application:Autoscaling', name, {}, options);
    const target = new aws.appautoscaling.Target(
      `${name}-target`,
      {
        serviceNamespace: 'ecs',
        scalableDimension: 'ecs:service:DesiredCount',
        resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
        minCapacity: args.minCount,
        maxCapacity: args.maxCount,
      },
      { parent: this },
    );
    new aws.appautoscaling.Policy(
      `${name}-policy`,
      {
        name: 'cpu',
        policyType: 'TargetTrackingScaling',
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
          targetValue: targetCpuPercent,
          scaleOutCooldown: scaleOutCooldownSeconds,
          scaleInCooldown: scaleInCooldownSeconds,
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
