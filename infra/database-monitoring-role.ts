import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { databaseMonitoringPolicy, databaseMonitoringTrustPolicy } from './iam/database-monitoring-policy.ts';
import type { Names } from './names.ts';
import { createRole, createRolePolicy } from './role.ts';

/** The role that RDS takes to report the database's operating system (enhanced monitoring). */
export class DatabaseMonitoringRole extends pulumi.ComponentResource {
  /** Known once the role may write. */
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    { account, names }: { readonly account: Account; readonly names: Names },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('keywatch:database:DatabaseMonitoringRole', name, {}, options);
    const databaseArn = names.arn('rds', `db:${names.databaseIdentifier}`);
    const role = createRole(
      `${name}-role`,
      {
        account,
        roleName: names.named('monitoring'),
        description: 'Taken by RDS to report the operating system of the database',
        trust: databaseMonitoringTrustPolicy(account.accountId, databaseArn),
      },
      this,
    );
    const policy = createRolePolicy(`${name}-policy`, role, databaseMonitoringPolicy(account), this);
    this.arn = pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}
