import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { alarmDescription, type PlannedDetection } from './detection-plan.ts';
import { namedFor } from './watched-roles.ts';

export interface DetectionsArgs {
  readonly plan: readonly PlannedDetection[];
  /** The trail's log group. */
  readonly logGroupName: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
}

/** For each planned detection a metric filter on the trail's log group and an alarm on its metric. */
export class Detections extends pulumi.ComponentResource {
  readonly metricFilterNames: pulumi.Output<string[]>;
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: DetectionsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:detection:Detections', name, {}, options);
    const filters = args.plan.map((planned) => this.#metricFilter(name, planned, args));
    const alarms = args.plan.map((planned) => this.#alarm(name, planned, args.topicArn));
    this.metricFilterNames = pulumi.all(filters.map((filter) => filter.name));
    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ metricFilterNames: this.metricFilterNames, alarmNames: this.alarmNames });
  }

  #metricFilter(
    name: string,
    planned: PlannedDetection,
    args: DetectionsArgs,
  ): aws.cloudwatch.LogMetricFilter {
    const { filterPattern, id, metric } = planned.detection;
    return new aws.cloudwatch.LogMetricFilter(
      `${name}-${namedFor(planned.role, id)}`,
      {
        name: planned.metricFilterName,
        logGroupName: args.logGroupName,
        pattern: filterPattern({ taskRoleArn: planned.role.arn }),
        metricTransformation: {
          name: planned.metricName,
          namespace: planned.metricNamespace,
          value: '1',
          ...(metric.defaultValue === undefined ? {} : { defaultValue: String(metric.defaultValue) }),
        },
      },
      { parent: this },
    );
  }

  #alarm(
    name: string,
    planned: PlannedDetection,
    topicArn: pulumi.Input<string>,
  ): aws.cloudwatch.MetricAlarm {
    const { alarm, id, notifyRecovery } = planned.detection;
    return new aws.cloudwatch.MetricAlarm(
      `${name}-${namedFor(planned.role, id)}`,
      {
        name: planned.alarmName,
        alarmDescription: alarmDescription(planned.detection, planned.role.arn),
        namespace: planned.metricNamespace,
        metricName: planned.metricName,
        statistic: alarm.statistic,
        period: alarm.periodSeconds,
        evaluationPeriods: alarm.evaluationPeriods,
        ...(alarm.datapointsToAlarm === undefined ? {} : { datapointsToAlarm: alarm.datapointsToAlarm }),
        threshold: planned.threshold,
        comparisonOperator: alarm.comparisonOperator,
        treatMissingData: alarm.treatMissingData,
        actionsEnabled: true,
        alarmActions: [topicArn],
        okActions: notifyRecovery ? [topicArn] : [],
      },
      { parent: this },
    );
  }
}
