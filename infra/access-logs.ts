import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { AuditBucket, type S3LogTarget } from './audit-bucket.ts';
import { accessLogBucketPolicy } from './iam/access-log-bucket-policy.ts';
import type { Names } from './names.ts';

export interface AccessLogsArgs {
  readonly account: Account;
  readonly names: Names;
  readonly retentionDays: number;
  readonly forceDestroy: boolean;
  /** The bucket whose accesses S3 logs here; `undefined`: none. */
  readonly loggedBucketName: string | undefined;
}

const s3Prefix = 's3';

/**
 * The bucket that says who came: to the load balancer, and to the trail's files. Encrypted by S3 alone, since a load
 * balancer can deliver to no other; unlocked, since S3 can't deliver access logs to a locked bucket. Accesses to
 * this bucket itself are not logged: a log of the log would never end.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export class AccessLogs extends pulumi.ComponentResource {
  /** For the load balancer. */
  readonly bucketName: pulumi.Output<string>;
  /** For a bucket. */
  readonly s3Target: S3LogTarget;

  constructor(name: string, args: AccessLogsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:audit:AccessLogs', name, {}, options);
    const { accountId, partition } = args.account;
    const { loggedBucketName } = args;
    const loggedBucketArn =
      loggedBucketName === undefined ? undefined : `arn:${partition}:s3:::${loggedBucketName}`;
    const bucket = new AuditBucket(
      `${name}-files`,
      {
        bucketName: args.names.bucket('access'),
        policy: (bucketArn) => accessLogBucketPolicy({ accountId, bucketArn, s3Prefix, loggedBucketArn }),
        retentionDays: args.retentionDays,
        forceDestroy: args.forceDestroy,
        locked: false,
        accessLog: undefined,
      },
      { parent: this },
    );
    this.bucketName = bucket.bucketName;
    this.s3Target = { bucketName: bucket.bucketName, prefix: s3Prefix };
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
