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
}

/** Days that a replaced or deleted version can still be recovered, and that a broken upload stays. */
const recoveryDays = 30;
const abortUploadDays = 7;

/**
 * A private bucket for what AWS services deliver: versioned, encrypted, no access lists, nothing public.
 * Its default encryption is S3's own: whoever delivers names a KMS key with each object, or can't use one.
 */
export class AuditBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** What a service that delivers to the bucket must wait for. */
  readonly policy: aws.s3.BucketPolicy;

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
    this.policy = new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket: bucket.bucket, policy: bucket.arn.apply((arn) => JSON.stringify(args.policy(arn))) },
      { parent: this, dependsOn: [publicAccess] },
    );
    this.bucketName = bucket.bucket;
    this.registerOutputs({ bucketName: this.bucketName });
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
