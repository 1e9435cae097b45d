import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import type { PolicyDocument } from './iam/policy-document.ts';
import type { Names } from './names.ts';

/** What all KMS keys of a stack have in common. */
export interface KeySettings {
  readonly account: Account;
  readonly names: Names;
  readonly administratorArns: readonly string[];
  readonly deletionWindowDays: number;
}

export interface EncryptionKeyArgs extends Pick<KeySettings, 'names' | 'deletionWindowDays'> {
  /** What the key is for, in a word: the end of its alias. */
  readonly word: string;
  readonly description: string;
  readonly policy: pulumi.Input<PolicyDocument>;
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
      { name: `alias/${args.names.named(args.word)}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
