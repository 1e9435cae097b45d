import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { AuditBucket, type S3LogTarget } from './audit-bucket.ts';
import { trailBucketPolicy } from './iam/trail-bucket-policy.ts';
import { trailDeliveryPolicy, trailDeliveryTrustPolicy } from './iam/trail-delivery-policy.ts';
import type { LogSettings } from './log-settings.ts';
import type { Names } from './names.ts';
import { createRole, createRolePolicy } from './role.ts';

export interface AuditTrailArgs {
  readonly account: Account;
  readonly names: Names;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly retentionDays: number;
  /** Whether the trail's files refuse to be deleted before their time. */
  readonly deletionProtection: boolean;
  /** Where S3 logs who reads the trail's files; `undefined`: nowhere. */
  readonly accessLog: S3LogTarget | undefined;
  readonly logs: LogSettings;
}

/**
 * All management events, read and write, KMS among them. KMS counts Decrypt as a read event, and a trail may
 * leave KMS out as "high volume": either would blind every detection, so both are stated.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
const everyManagementEvent = {
  readWriteType: 'All',
  includeManagementEvents: true,
  excludeManagementEventSources: [],
};

/** The CloudTrail trail of all regions, to S3 for keeping and to CloudWatch Logs for the detections. */
export class AuditTrail extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: AuditTrailArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:audit:AuditTrail', name, {}, options);
    const { accountId } = args.account;
    const bucket = new AuditBucket(
      `${name}-files`,
      {
        bucketName: args.names.bucket('trail'),
        policy: (bucketArn) => trailBucketPolicy({ accountId, bucketArn, trailArn: args.names.trailArn }),
        retentionDays: args.retentionDays,
        forceDestroy: !args.deletionProtection,
        locked: args.deletionProtection,
        accessLog: args.accessLog,
      },
      { parent: this },
    );
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      { name: args.names.logGroups.trail, ...args.logs },
      { parent: this },
    );
    const role = createRole(
      `${name}-delivery`,
      {
        account: args.account,
        roleName: args.names.named('delivery'),
        description: 'Taken by CloudTrail to write to CloudWatch Logs',
        trust: trailDeliveryTrustPolicy(),
      },
      this,
    );
    const delivery = createRolePolicy(
      `${name}-delivery-policy`,
      role,
      logGroup.arn.apply((logGroupArn) => trailDeliveryPolicy({ ...args.account, logGroupArn })),
      this,
    );
    const trail = new aws.cloudtrail.Trail(
      `${name}-trail`,
      {
        name: args.names.trailName,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogging: true,
        enableLogFileValidation: true,
        kmsKeyId: args.kmsKeyArn,
        s3BucketName: bucket.bucketName,
        cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
        eventSelectors: [everyManagementEvent],
      },
      { parent: this, dependsOn: [delivery] },
    );
    this.arn = trail.arn;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ arn: this.arn, logGroupName: this.logGroupName });
  }
}
