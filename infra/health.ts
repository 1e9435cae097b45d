import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { alarmDescription } from './alarm-description.ts';
import { DatabaseEvents } from './database-events.ts';
import {
  healthAlarms,
  recordIntegrityMetric,
  type HealthAlarm,
  type MeasuredHealth,
} from './health-alarms.ts';
import type { Names } from './names.ts';

/** What an application shows of its health. */
export interface HealthSubject extends MeasuredHealth {
  /** Where the service's lines arrive. */
  readonly serviceLogGroupName: pulumi.Input<string>;
  /** The database's parameter group, where RDS's own events are told as well; `undefined`: they are not. */
  readonly parameterGroupName: pulumi.Input<string> | undefined;
}

export interface HealthArgs {
  readonly names: Names;
  readonly subject: HealthSubject;
  readonly topicArn: pulumi.Input<string>;
}

/** Alarms that tell whether the service does its work, apart from those that tell of an attack. */
export class Health extends pulumi.ComponentResource {
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: HealthArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:health:Health', name, {}, options);
    new aws.cloudwatch.LogMetricFilter(
      `${name}-record-integrity`,
      {
        name: args.names.named('health-record-integrity'),
        logGroupName: args.subject.serviceLogGroupName,
        pattern: recordIntegrityMetric.filterPattern,
        metricTransformation: {
          name: recordIntegrityMetric.name,
          namespace: args.subject.metricNamespace,
          value: '1',
          defaultValue: '0',
        },
      },
      { parent: this },
    );
    const alarms = healthAlarms(args.subject).map((alarm) => this.#alarm(name, alarm, args));
    const { names, topicArn } = args;
    const { parameterGroupName } = args.subject;
    if (parameterGroupName !== undefined) {
      new DatabaseEvents(
        `${name}-database-events`,
        { names, topicArn, parameterGroupName },
        { parent: this },
      );
    }
    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  #alarm(name: string, alarm: HealthAlarm, { names, topicArn }: HealthArgs): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      `${name}-${alarm.id.replace(/^health-/, '')}`,
      {
        name: names.named(alarm.id),
        alarmDescription: alarmDescription(alarm),
        namespace: alarm.namespace,
        metricName: alarm.metricName,
        ...(alarm.dimensions === undefined ? {} : { dimensions: alarm.dimensions }),
        statistic: alarm.statistic,
        period: alarm.periodSeconds,
        evaluationPeriods: alarm.evaluationPeriods,
        datapointsToAlarm: alarm.datapointsToAlarm,
        threshold: alarm.threshold,
        comparisonOperator: alarm.comparisonOperator,
        treatMissingData: alarm.treatMissingData,
        actionsEnabled: true,
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      { parent: this, ...(alarm.dependsOn && { dependsOn: [alarm.dependsOn] }) },
    );
  }
}
