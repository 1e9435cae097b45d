import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { PolicyDocument } from './iam/policy-document.ts';

export interface EncryptionKeyArgs {
  readonly description: string;
  /** Without the `alias/` in front. */
  readonly aliasName: string;
  readonly policy: pulumi.Input<PolicyDocument>;
  readonly deletionWindowDays: number;
}

/** A symmetric KMS key that AWS rotates every year, with an alias for people. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:encryption:EncryptionKey', name, {}, options);
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: args.description,
        policy: pulumi.jsonStringify(args.policy),
        enableKeyRotation: true,
        deletionWindowInDays: args.deletionWindowDays,
      },
      { parent: this },
    );
    new aws.kms.Alias(
      `${name}-alias`,
      { name: `alias/${args.aliasName}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
