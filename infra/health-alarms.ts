import type * as pulumi from '@pulumi/pulumi';
import type { AlarmText } from './alarm-description.ts';
import type { Names } from './names.ts';

/** What the alarms look at. */
export interface MeasuredHealth {
  /** CloudWatch's dimensions of the load balancer and its target group. */
  readonly loadBalancer: { readonly LoadBalancer: pulumi.Input<string> };
  readonly targetGroup: {
    readonly LoadBalancer: pulumi.Input<string>;
    readonly TargetGroup: pulumi.Input<string>;
  };
  /** What starts the tasks: before it there is none, and nobody wants to be told. */
  readonly tasks: pulumi.Resource;
  readonly database: { readonly DBInstanceIdentifier: string };
  readonly databaseAllocatedStorageGib: number;
  /** Namespace of the metrics that the stack's own filters emit. */
  readonly metricNamespace: string;
}

/** Whether the service does its work: one alarm, in CloudWatch's words. */
export interface HealthAlarm extends AlarmText {
  /** Kebab case; part of the alarm's name, so it never changes. */
  readonly id: HealthAlarmId;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparisonOperator: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly treatMissingData: 'notBreaching' | 'breaching';
  /** What must be there first. */
  readonly dependsOn?: pulumi.Resource;
}

/** The names of the alarms of {@link healthAlarms}: the topic's policy must know them before they exist. */
export function healthAlarmNames(names: Names): string[] {
  return healthAlarmIds.map((id) => names.named(id));
}

const healthAlarmIds = [
  'health-record-integrity',
  'health-service-errors',
  'health-entrance-errors',
  'health-unhealthy-targets',
  'health-no-healthy-target',
  'health-database-cpu',
  'health-database-storage',
] as const;

type HealthAlarmId = (typeof healthAlarmIds)[number];

/**
 * The metric of the service's `record-integrity` lines: a record that KMS opened and whose own check then failed.
 * Counted by a metric filter on the service's log group; any other line counts 0.
 */
export const recordIntegrityMetric = {
  name: 'RecordIntegrity',
  filterPattern: '{ $.event = "record-integrity" }',
} as const;

const gib = 1024 ** 3;

/** Part of the database's storage that must stay free. */
const freeStorage = 0.1;

/** Alarms on the health of the service. Pure. */
export function healthAlarms(subject: MeasuredHealth): readonly HealthAlarm[] {
  return [
    recordIntegrity(subject),
    ...entranceAlarms(subject),
    noHealthyTarget(subject),
    ...databaseAlarms(subject),
  ];
}

function recordIntegrity({ metricNamespace }: MeasuredHealth): HealthAlarm {
  return {
    id: 'health-record-integrity',
    severity: 'page',
    title: 'A stored record is not what was stored',
    meaning:
      'KMS opened a record, but its own integrity check failed: its row was changed in the database, or damaged.',
    runbook: [
      'Find the log line with event record-integrity in the service log group: recordId names the row.',
      'Compare the row with a backup from before; find in the database log who wrote to it.',
      'Treat the database password as known to somebody until you know better: rotate it.',
    ],
    namespace: metricNamespace,
    metricName: recordIntegrityMetric.name,
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  };
}

/** Three of five minutes: a single restart or a blip of KMS is not worth a mail. */
const sustained = { periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 3 } as const;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
function entranceAlarms({ loadBalancer, targetGroup }: MeasuredHealth): readonly HealthAlarm[] {
  const entrance = {
    severity: 'operational',
    namespace: 'AWS/ApplicationELB',
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
    ...sustained,
  } as const;
  return [
    {
      ...entrance,
      id: 'health-service-errors',
      title: 'The service answers with errors',
      meaning:
        'Tasks answered five requests a minute or more with a 5xx status: KMS or the database fails, or more is asked of the tasks than they can do.',
      runbook: [
        'Count the lines with event request and statusCode from 500 on by errorKind in the service log group. Shed is overload or a flood: count those by clientAddress. Unexpected is a fault of the service.',
        'For KmsUnavailable, DatabaseUnavailable, DecoyMissing and TimedOut read the lines with event unavailable: dependency and errorCode say what failed.',
        'Look whether kms-throttled, kms-denied or a database alarm fired as well.',
      ],
      metricName: 'HTTPCode_Target_5XX_Count',
      dimensions: targetGroup,
      statistic: 'Sum',
      threshold: 5,
    },
    {
      ...entrance,
      id: 'health-entrance-errors',
      title: 'The load balancer answers with errors',
      meaning: 'The load balancer had no task to pass requests to, or lost the connection to one.',
      runbook: [
        'Look at the ECS service: running tasks, stopped tasks and their reasons, the last deployment.',
      ],
      metricName: 'HTTPCode_ELB_5XX_Count',
      dimensions: loadBalancer,
      statistic: 'Sum',
      threshold: 5,
    },
    {
      ...entrance,
      id: 'health-unhealthy-targets',
      title: 'A task fails its health checks',
      meaning: 'At least one task did not answer /health for minutes; ECS replaces it.',
      runbook: ["Read the stopped task's reason and its last log lines; look at its memory and CPU."],
      metricName: 'UnHealthyHostCount',
      dimensions: targetGroup,
      statistic: 'Maximum',
      threshold: 1,
    },
  ];
}

/**
 * Of tasks that end as soon as they start the load balancer says nothing at all, and without callers there are no errors:
 * silence is the sign.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
function noHealthyTarget({ targetGroup, tasks }: MeasuredHealth): HealthAlarm {
  return {
    id: 'health-no-healthy-target',
    severity: 'operational',
    title: 'No task takes requests',
    meaning:
      'For five minutes no task answered /health: the service is down, whether somebody calls it or not.',
    runbook: [
      'Look at the ECS service: its events, stopped tasks and their reasons, the last deployment.',
      'Read the last lines of the service log group: a task that cannot start says why.',
    ],
    namespace: 'AWS/ApplicationELB',
    metricName: 'HealthyHostCount',
    dimensions: targetGroup,
    statistic: 'Maximum',
    periodSeconds: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    threshold: 1,
    comparisonOperator: 'LessThanThreshold',
    treatMissingData: 'breaching',
    dependsOn: tasks,
  };
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
function databaseAlarms({ database, databaseAllocatedStorageGib }: MeasuredHealth): readonly HealthAlarm[] {
  const instance = {
    severity: 'operational',
    namespace: 'AWS/RDS',
    dimensions: database,
    statistic: 'Average',
    periodSeconds: 300,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    treatMissingData: 'notBreaching',
  } as const;
  return [
    {
      ...instance,
      id: 'health-database-cpu',
      title: 'The database is busy',
      meaning: 'The database used 90 % of its CPU or more for a quarter of an hour.',
      runbook: [
        'Compare with the number of requests; choose a larger databaseInstanceClass if they explain it.',
      ],
      metricName: 'CPUUtilization',
      threshold: 90,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
    },
    {
      ...instance,
      id: 'health-database-storage',
      title: 'The database is nearly full',
      meaning: "Less than a tenth of the database's storage is free; when it is full, nothing can be stored.",
      runbook: [
        'Raise databaseAllocatedStorageGib and run pulumi up: storage grows without an interruption.',
      ],
      metricName: 'FreeStorageSpace',
      threshold: databaseAllocatedStorageGib * gib * freeStorage,
      comparisonOperator: 'LessThanThreshold',
    },
  ];
}
