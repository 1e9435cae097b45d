import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { dashboardBody } from './dashboard-body.ts';
import type { PlannedDetection } from './detection-plan.ts';
import type { Names } from './names.ts';

export interface DashboardArgs {
  readonly account: Account;
  readonly names: Names;
  readonly plan: readonly PlannedDetection[];
}

/** What the alarms watch, at a glance. */
export class Dashboard extends pulumi.ComponentResource {
  /** Where to look at it in the AWS console. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:dashboard:Dashboard', name, {}, options);
    const { partition, region } = args.account;
    const alarmArns = args.plan.map(({ alarmName }) => args.names.arn('cloudwatch', `alarm:${alarmName}`));
    const dashboard = new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: args.names.named('dashboard'),
        dashboardBody: JSON.stringify(dashboardBody({ region, plan: args.plan, alarmArns })),
      },
      { parent: this },
    );
    this.url = dashboard.dashboardName.apply((dashboardName) =>
      dashboardUrl(partition, region, dashboardName),
    );
    this.registerOutputs({ url: this.url });
  }
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
