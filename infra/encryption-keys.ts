import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { EncryptionKey } from './encryption-key.ts';
import { applicationKeyPolicy } from './iam/application-key-policy.ts';
import { auditKeyPolicy } from './iam/audit-key-policy.ts';
import type { PolicyDocument } from './iam/policy-document.ts';
import { storageKeyPolicy } from './iam/storage-key-policy.ts';
import { topicKeyPolicy } from './iam/topic-key-policy.ts';
import type { Names } from './names.ts';

export interface EncryptionKeysArgs {
  readonly account: Account;
  readonly names: Names;
  readonly administratorArns: readonly string[];
  readonly deletionWindowDays: number;
  readonly taskRoleArn: pulumi.Input<string>;
}

/** The stack's KMS keys, one for each circle of users, so that no policy has to serve two. */
export class EncryptionKeys extends pulumi.ComponentResource {
  /** Callers' secrets, and nothing else. */
  readonly application: EncryptionKey;
  /** Database storage and images. */
  readonly storage: EncryptionKey;
  /** The trail's files and all log groups. */
  readonly audit: EncryptionKey;
  /** The alarm topic. */
  readonly notifications: EncryptionKey;

  constructor(name: string, args: EncryptionKeysArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:encryption:EncryptionKeys', name, {}, options);
    const administered = { ...args.account, administratorArns: args.administratorArns };
    const key = (word: string, description: string, policy: pulumi.Input<PolicyDocument>): EncryptionKey =>
      new EncryptionKey(
        `${name}-${word}`,
        {
          description,
          aliasName: args.names.named(word),
          policy,
          deletionWindowDays: args.deletionWindowDays,
        },
        { parent: this },
      );
    this.application = key(
      'application',
      'Encrypts the secrets of callers',
      pulumi
        .output(args.taskRoleArn)
        .apply((taskRoleArn) => applicationKeyPolicy({ ...administered, taskRoleArn })),
    );
    this.storage = key('storage', 'Encrypts database storage and images', storageKeyPolicy(administered));
    this.audit = key(
      'audit',
      'Encrypts the trail and the log groups',
      auditKeyPolicy({
        ...administered,
        trailArn: args.names.trailArn,
        logGroupArns: logGroupArns(args.names),
      }),
    );
    this.notifications = key('notifications', 'Encrypts the alarm topic', topicKeyPolicy(administered));
    this.registerOutputs({});
  }
}

function logGroupArns(names: Names): string[] {
  return Object.values(names.logGroups).map((name: string) => names.arn('logs', `log-group:${name}`));
}
