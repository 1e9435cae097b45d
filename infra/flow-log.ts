import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { flowLogPolicy, flowLogTrustPolicy } from './iam/flow-log-policy.ts';
import type { LogSettings } from './log-settings.ts';
import type { Names } from './names.ts';
import { createRole, createRolePolicy } from './role.ts';

export interface FlowLogArgs {
  readonly account: Account;
  readonly vpcId: pulumi.Input<string>;
  readonly names: Names;
  readonly logs: LogSettings;
}

/** Records the VPC's refused connections: enough to see a scan, without the bill of recording every one. */
export class FlowLog extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:network:FlowLog', name, {}, options);
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      { name: args.names.logGroups.flow, ...args.logs },
      { parent: this },
    );
    const role = createRole(
      `${name}-role`,
      {
        account: args.account,
        roleName: args.names.named('flow'),
        description: 'Taken by VPC flow logs to write to their log group',
        trust: flowLogTrustPolicy(args.account),
      },
      this,
    );
    const policy = createRolePolicy(`${name}-policy`, role, logGroup.arn.apply(flowLogPolicy), this);
    new aws.ec2.FlowLog(
      `${name}-log`,
      {
        vpcId: args.vpcId,
        trafficType: 'REJECT',
        logDestinationType: 'cloud-watch-logs',
        logDestination: logGroup.arn,
        iamRoleArn: role.arn,
      },
      { parent: this, dependsOn: [policy] },
    );
    this.registerOutputs({});
  }
}
