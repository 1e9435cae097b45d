import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { stateBucketPolicy, stateKeyPolicy } from './iam/state-resource-policies.ts';
import type { Names } from './names.ts';

export interface StateBackendArgs {
  readonly account: Account;
  readonly names: Names;
}

/** Days that a replaced or deleted state file can still be brought back, and that a broken upload stays. */
const recoveryDays = 365;
const abortUploadDays = 7;

/** The longest that AWS allows: without this key no stack's secrets provider opens any more. */
const deletionWindowInDays = 30;

/**
 * Where Pulumi keeps the state of the stacks: a versioned, private bucket and the KMS key that encrypts it and the
 * stacks' secrets. Both are protected: Pulumi refuses to delete them until somebody takes that away.
 */
export class StateBackend extends pulumi.ComponentResource {
  readonly bucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** For `pulumi login`, and for `PULUMI_BACKEND_URL`. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: StateBackendArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:bootstrap:StateBackend', name, {}, options);
    const { account, names } = args;
    const kept = { parent: this, protect: true };
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: 'Encrypts the state of the stacks and opens their secrets providers',
        policy: JSON.stringify(stateKeyPolicy(account)),
        enableKeyRotation: true,
        deletionWindowInDays,
      },
      kept,
    );
    new aws.kms.Alias(
      `${name}-alias`,
      { name: names.stateKeyAlias, targetKeyId: key.keyId },
      { parent: this },
    );
    const bucket = new aws.s3.Bucket(`${name}-bucket`, { bucket: names.stateBucket }, kept);
    const policy = this.#harden(name, bucket, key.arn, account.accountId);
    this.bucketArn = bucket.arn;
    this.keyArn = key.arn;
    this.url = pulumi.interpolate`s3://${policy.bucket}?region=${account.region}`;
    this.registerOutputs({ bucketArn: this.bucketArn, keyArn: this.keyArn, url: this.url });
  }

  #harden(
    name: string,
    { bucket, arn }: aws.s3.Bucket,
    keyArn: pulumi.Output<string>,
    accountId: string,
  ): aws.s3.BucketPolicy {
    const child = { parent: this };
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } },
      child,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
            bucketKeyEnabled: true,
          },
        ],
      },
      child,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket, versioningConfiguration: { status: 'Enabled' } },
      child,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket, rules: [lifecycleRule] },
      { parent: this, dependsOn: [versioning] },
    );
    return new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket, policy: arn.apply((bucketArn) => JSON.stringify(stateBucketPolicy(bucketArn, accountId))) },
      { parent: this, dependsOn: [publicAccess] },
    );
  }
}

/** The state itself never expires. */
const lifecycleRule = {
  id: 'forget-old-versions',
  status: 'Enabled',
  filter: { prefix: '' },
  noncurrentVersionExpiration: { noncurrentDays: recoveryDays },
  abortIncompleteMultipartUpload: { daysAfterInitiation: abortUploadDays },
};
