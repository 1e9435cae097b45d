import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import type { ShownAlarm } from './dashboard/alarm-column.ts';
import { dashboardBody } from './dashboard/dashboard-body.ts';
import type { ServiceParts } from './dashboard/health-section.ts';
import type { PlannedDetection } from './detection-plan.ts';
import { healthAlarms, type HealthAlarm, type MeasuredHealth } from './health-alarms.ts';
import type { Names } from './names.ts';
import type { TrailQuery } from './saved-queries.ts';

/** What the dashboard shows of a service that is deployed here. */
export interface ShownService {
  readonly health: MeasuredHealth;
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  /** Of its own log, with the query that leads from a KMS request id to a client. */
  readonly requests: { readonly logGroupName: pulumi.Input<string>; readonly query: string };
}

export interface DashboardArgs {
  readonly account: Account;
  readonly names: Names;
  readonly plan: readonly PlannedDetection[];
  readonly kmsErrors: TrailQuery;
  readonly trailLogGroupName: pulumi.Input<string>;
  /** `undefined`: somebody else's service is watched. */
  readonly service: ShownService | undefined;
}

/** What the alarms watch, at a glance, and who was behind it. */
export class Dashboard extends pulumi.ComponentResource {
  /** Where to look at it in the AWS console. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:dashboard:Dashboard', name, {}, options);
    const { partition, region } = args.account;
    const dashboard = new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      { dashboardName: args.names.named('dashboard'), dashboardBody: bodyOf(args) },
      { parent: this },
    );
    this.url = dashboard.dashboardName.apply((dashboardName) =>
      dashboardUrl(partition, region, dashboardName),
    );
    this.registerOutputs({ url: this.url });
  }
}

function bodyOf(args: DashboardArgs): pulumi.Output<string> {
  const { names, service } = args;
  const alarmArn = (alarmName: string): string => names.arn('cloudwatch', `alarm:${alarmName}`);
  return pulumi
    .output({
      errors: { query: args.kmsErrors.query, logGroupName: args.trailLogGroupName },
      service: service && {
        requests: service.requests,
        alarms: healthAlarms(service.health),
        parts: partsOf(service),
      },
    })
    .apply(({ errors, service: shown }) =>
      JSON.stringify(
        dashboardBody({
          title: names.title,
          region: args.account.region,
          detections: args.plan.map((planned) => shownDetection(planned, alarmArn(planned.alarmName))),
          errors,
          calls: shown && { namespace: names.serviceMetricNamespace() },
          requests: shown?.requests,
          service: shown && {
            parts: shown.parts,
            alarms: shown.alarms.map((alarm) => shownHealth(alarm, alarmArn(names.named(alarm.id)))),
          },
        }),
      ),
    );
}

function partsOf({ health, clusterName, serviceName }: ShownService): Inputs<ServiceParts> {
  return {
    loadBalancer: health.targetGroup.LoadBalancer,
    targetGroup: health.targetGroup.TargetGroup,
    databaseIdentifier: health.database.DBInstanceIdentifier,
    clusterName,
    serviceName,
  };
}

type Inputs<T> = { readonly [K in keyof T]: pulumi.Input<T[K]> };

function shownDetection(planned: PlannedDetection, alarmArn: string): ShownAlarm {
  const { detection, identity, threshold } = planned;
  return {
    ...detection,
    identity,
    alarmArn,
    threshold,
    periodSeconds: detection.alarm.periodSeconds,
    metric: {
      namespace: planned.metricNamespace,
      name: planned.metricName,
      dimensions: planned.dimensions ?? {},
      statistic: detection.alarm.statistic,
    },
  };
}

function shownHealth(alarm: pulumi.Unwrap<HealthAlarm>, alarmArn: string): ShownAlarm {
  const { namespace, metricName, dimensions = {}, statistic } = alarm;
  return {
    ...alarm,
    identity: undefined,
    alarmArn,
    metric: { namespace, name: metricName, dimensions, statistic },
  };
}

const consoleDomains: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The console's address of a dashboard; each partition has a console of its own. */
export function dashboardUrl(partition: string, region: string, dashboardName: string): string {
  const domain = consoleDomains[partition] ?? consoleDomains['aws'] ?? '';
  return `https://${region}.${domain}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}
