import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { alarmDescription } from './alarm-description.ts';
import type { PlannedDetection } from './detection-plan.ts';
import { namedFor } from './watched-roles.ts';

export interface DetectionsArgs {
  readonly plan: readonly PlannedDetection[];
  /** The trail's log group. */
  readonly logGroupName: pulumi.Input<string>;
  readonly topicArn: pulumi.Input<string>;
}

/** For each planned detection its metric filters on the trail's log group and an alarm on its metric. */
export class Detections extends pulumi.ComponentResource {
  readonly metricFilterNames: pulumi.Output<string[]>;
  /** The filters' patterns, by the filters' names. */
  readonly metricFilterPatterns: pulumi.Output<Readonly<Record<string, string>>>;
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: DetectionsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:detection:Detections', name, {}, options);
    const filters = args.plan.flatMap((planned) => this.#metricFilters(name, planned, args.logGroupName));
    const alarms = args.plan.map((planned) => this.#alarm(name, planned, args.topicArn));
    this.metricFilterNames = pulumi.all(filters.map((filter) => filter.name));
    this.metricFilterPatterns = pulumi
      .all(filters.map((filter) => pulumi.all([filter.name, filter.pattern])))
      .apply((patterns) => Object.fromEntries(patterns));
    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ metricFilterNames: this.metricFilterNames, alarmNames: this.alarmNames });
  }

  #metricFilters(
    name: string,
    planned: PlannedDetection,
    logGroupName: pulumi.Input<string>,
  ): aws.cloudwatch.LogMetricFilter[] {
    const { detection } = planned;
    const defaultValue = detection.scope === 'log-group' ? undefined : detection.metric.defaultValue;
    return planned.metricFilters.map(
      (filter) =>
        new aws.cloudwatch.LogMetricFilter(
          `${name}-${filter.logicalName}`,
          {
            name: filter.name,
            logGroupName,
            pattern: filter.pattern,
            metricTransformation: {
              name: planned.metricName,
              namespace: planned.metricNamespace,
              value: '1',
              ...(defaultValue === undefined ? {} : { defaultValue: String(defaultValue) }),
            },
          },
          { parent: this },
        ),
    );
  }

  #alarm(
    name: string,
    planned: PlannedDetection,
    topicArn: pulumi.Input<string>,
  ): aws.cloudwatch.MetricAlarm {
    const { alarm, id, notifyRecovery } = planned.detection;
    return new aws.cloudwatch.MetricAlarm(
      `${name}-${namedFor(planned, id)}`,
      {
        name: planned.alarmName,
        alarmDescription: alarmDescription(planned.detection, planned),
        namespace: planned.metricNamespace,
        metricName: planned.metricName,
        ...(planned.dimensions === undefined ? {} : { dimensions: planned.dimensions }),
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
