import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { DatabaseMonitoringRole } from './database-monitoring-role.ts';
import type { LogSettings } from './log-settings.ts';
import { masterUserSecretArn } from './master-user-secret-arn.ts';
import type { Names } from './names.ts';
import { databasePort } from './ports.ts';
import type { Settings } from './settings.ts';

/**
 * PostgreSQL's major version, on RDS and in the local run, which reads it from what is declared here. With a higher one
 * `pulumi up` makes the parameter group of the new family, upgrades the instance in place, which takes it away for some
 * minutes and can't be undone, and then deletes the old group. What to do before and how to go back: docs/database.md.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html
 */
const postgresMajorVersion = '18';

/** The database and its owner inside PostgreSQL; not RDS's default names. */
const databaseName = 'keywatch';

/**
 * - `rds.force_ssl`: no connection without TLS.
 * - `log_error_verbosity`: the DETAIL line of an error holds values, such as the Name that already exists.
 */
const parameters = [
  { name: 'rds.force_ssl', value: '1' },
  { name: 'log_error_verbosity', value: 'terse' },
];

export interface DatabaseArgs {
  readonly account: Account;
  readonly names: Names;
  readonly subnetIds: pulumi.Input<string[]>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly settings: Pick<
    Settings,
    | 'databaseInstanceClass'
    | 'databaseAllocatedStorageGib'
    | 'databaseMultiAz'
    | 'databaseBackupRetentionDays'
    | 'databaseMonitoring'
    | 'deletionProtection'
  >;
  readonly logs: LogSettings;
}

/**
 * PostgreSQL on RDS in subnets without a route out. RDS makes the password, keeps it in Secrets Manager and
 * rotates it, so it is never in the Pulumi state.
 */
export class Database extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly databaseName: string = databaseName;
  readonly parameterGroupName: pulumi.Output<string>;
  /** ARN of the secret with user and password. */
  readonly secretArn: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:database:Database', name, {}, options);
    const child = { parent: this };
    const identifier = args.names.databaseIdentifier;
    const logGroups = [
      new aws.cloudwatch.LogGroup(
        `${name}-log`,
        { name: args.names.logGroups.databaseLog, ...args.logs },
        child,
      ),
      new aws.cloudwatch.LogGroup(
        `${name}-upgrade-log`,
        { name: args.names.logGroups.databaseUpgrade, ...args.logs },
        child,
      ),
    ];
    const subnetGroup = new aws.rds.SubnetGroup(
      `${name}-subnet-group`,
      { name: identifier, description: 'Subnets without a route out', subnetIds: args.subnetIds },
      child,
    );
    const parameterGroup = new aws.rds.ParameterGroup(
      `${name}-parameter-group`,
      {
        name: `${identifier}-postgres${postgresMajorVersion}`,
        family: `postgres${postgresMajorVersion}`,
        description: 'TLS only, no values in error logs',
        parameters,
      },
      child,
    );
    const instance = new aws.rds.Instance(
      `${name}-instance`,
      {
        ...hardenedInstance,
        identifier,
        instanceClass: args.settings.databaseInstanceClass,
        allocatedStorage: args.settings.databaseAllocatedStorageGib,
        kmsKeyId: args.kmsKeyArn,
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [args.securityGroupId],
        parameterGroupName: parameterGroup.name,
        multiAz: args.settings.databaseMultiAz,
        backupRetentionPeriod: args.settings.databaseBackupRetentionDays,
        ...lossProtection(identifier, args.settings.deletionProtection),
        ...(args.settings.databaseMonitoring ? this.#monitoring(name, args) : {}),
      },
      { parent: this, dependsOn: logGroups },
    );
    this.host = instance.address;
    this.parameterGroupName = parameterGroup.name;
    this.secretArn = instance.masterUserSecrets.apply(masterUserSecretArn);
    this.registerOutputs({ host: this.host, secretArn: this.secretArn });
  }

  #monitoring(name: string, args: DatabaseArgs) {
    const role = new DatabaseMonitoringRole(`${name}-monitoring`, args, { parent: this });
    return {
      monitoringInterval: monitoringIntervalSeconds,
      monitoringRoleArn: role.arn,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: args.kmsKeyArn,
      performanceInsightsRetentionPeriod: performanceInsightsDays,
    };
  }
}

/** Seconds between two reports of the operating system: the rarest, which costs least. */
const monitoringIntervalSeconds = 60;

/** Days of load history that cost nothing. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.html */
const performanceInsightsDays = 7;

/**
 * What is the same in every stack. A change is applied at once, so that what `pulumi up` says is so: by default RDS keeps
 * more storage, or a standby, for its maintenance window, days later. Only the program raises the major version; RDS
 * would refuse that without a word that it may.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html
 */
const hardenedInstance = {
  applyImmediately: true,
  engine: 'postgres',
  engineVersion: postgresMajorVersion,
  allowMajorVersionUpgrade: true,
  autoMinorVersionUpgrade: true,
  dbName: databaseName,
  username: databaseName,
  manageMasterUserPassword: true,
  iamDatabaseAuthenticationEnabled: true,
  port: databasePort,
  publiclyAccessible: false,
  storageType: 'gp3',
  storageEncrypted: true,
  caCertIdentifier: 'rds-ca-rsa2048-g1',
  copyTagsToSnapshot: true,
  enabledCloudwatchLogsExports: ['postgresql', 'upgrade'],
} satisfies Partial<aws.rds.InstanceArgs>;

function lossProtection(identifier: string, deletionProtection: boolean) {
  return deletionProtection
    ? {
        deletionProtection,
        deleteAutomatedBackups: false,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${identifier}-final`,
      }
    : { deletionProtection, deleteAutomatedBackups: true, skipFinalSnapshot: true };
}
