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

/**
 * A symmetric KMS key that AWS rotates every year, with an alias: for people, and for CI's policies, which know the keys
 * of a stack by it.
 */
export class EncryptionKey extends pulumi.ComponentResource {
  /** Known once the key has its alias, so that what uses the key is made after the alias and deleted before it. */
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
    const alias = new aws.kms.Alias(
      `${name}-alias`,
      { name: `alias/${args.names.named(args.word)}`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = pulumi.all([key.arn, alias.id]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}
