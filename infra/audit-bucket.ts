import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { PolicyDocument } from './iam/policy-document.ts';

export interface AuditBucketArgs {
  readonly bucketName: string;
  /** Made from the bucket's ARN. */
  readonly policy: (bucketArn: string) => PolicyDocument;
  /** Days until an object is deleted. */
  readonly retentionDays: number;
  /** Whether `pulumi destroy` deletes the objects too. */
  readonly forceDestroy: boolean;
  /** Whether no object can be deleted or replaced before its time, except by who may bypass governance. */
  readonly locked: boolean;
  /** Where S3 logs accesses to this bucket; `undefined`: nowhere. */
  readonly accessLog: S3LogTarget | undefined;
}

/** A place that S3 writes access logs to. */
export interface S3LogTarget {
  readonly bucketName: pulumi.Input<string>;
  /** Key prefix, without a slash at the end. */
  readonly prefix: string;
}

/** Days that a replaced or deleted version can still be recovered, and that a broken upload stays. */
const recoveryDays = 30;
const abortUploadDays = 7;

/**
 * A private bucket for what AWS services deliver: versioned, encrypted, no access lists, nothing public.
 * Its default encryption is S3's own: whoever delivers names a KMS key with each object, or can't use one.
 */
export class AuditBucket extends pulumi.ComponentResource {
  /** Known once the bucket's policy lets services deliver. */
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: AuditBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:audit:AuditBucket', name, {}, options);
    const child = { parent: this };
    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      { bucket: args.bucketName, forceDestroy: args.forceDestroy },
      child,
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } },
      child,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket: bucket.bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      child,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.bucket, versioningConfiguration: { status: 'Enabled' } },
      child,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket: bucket.bucket, rules: [lifecycleRule(args.retentionDays)] },
      { parent: this, dependsOn: [versioning] },
    );
    const policy = new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket: bucket.bucket, policy: bucket.arn.apply((arn) => JSON.stringify(args.policy(arn))) },
      { parent: this, dependsOn: [publicAccess] },
    );
    if (args.locked) this.#lock(name, bucket, args.retentionDays, versioning);
    if (args.accessLog !== undefined) {
      new aws.s3.BucketLogging(
        `${name}-logging`,
        {
          bucket: bucket.bucket,
          targetBucket: args.accessLog.bucketName,
          targetPrefix: `${args.accessLog.prefix}/`,
        },
        child,
      );
    }
    this.bucketName = policy.bucket;
    this.registerOutputs({ bucketName: this.bucketName });
  }

  /** Governance, not compliance: that one lets nobody, not even the account's owner, shorten a mistaken retention. */
  #lock(name: string, bucket: aws.s3.Bucket, days: number, versioning: aws.s3.BucketVersioning): void {
    new aws.s3.BucketObjectLockConfiguration(
      `${name}-lock`,
      {
        bucket: bucket.bucket,
        objectLockEnabled: 'Enabled',
        rule: { defaultRetention: { mode: 'GOVERNANCE', days } },
      },
      { parent: this, dependsOn: [versioning] },
    );
  }
}

function lifecycleRule(retentionDays: number) {
  return {
    id: 'expire',
    status: 'Enabled',
    filter: { prefix: '' },
    expiration: { days: retentionDays },
    noncurrentVersionExpiration: { noncurrentDays: recoveryDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: abortUploadDays },
  };
}
