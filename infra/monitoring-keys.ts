import * as pulumi from '@pulumi/pulumi';
import { EncryptionKey, type KeySettings } from './encryption-key.ts';
import { auditKeyPolicy } from './iam/audit-key-policy.ts';
import { topicKeyPolicy } from './iam/topic-key-policy.ts';
import type { Names } from './names.ts';

export interface MonitoringKeysArgs extends KeySettings {
  /** Whether RDS tells of its events through the alarm topic. */
  readonly databaseEvents: boolean;
  /** Whether the function that explains alarms sends its messages through the alarm topic. */
  readonly evidenceByEmail: boolean;
}

/** The KMS keys of what watches, apart from those of what is watched. */
export class MonitoringKeys extends pulumi.ComponentResource {
  /** The trail's files and all log groups of the stack. */
  readonly audit: EncryptionKey;
  /** The alarm topic. */
  readonly notifications: EncryptionKey;

  constructor(name: string, args: MonitoringKeysArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:encryption:MonitoringKeys', name, {}, options);
    const { account, names, administratorArns, databaseEvents, evidenceByEmail } = args;
    this.audit = new EncryptionKey(
      `${name}-audit`,
      {
        ...args,
        word: 'audit',
        description: 'Encrypts the trail and the log groups',
        policy: auditKeyPolicy({
          ...account,
          administratorArns,
          trailArn: names.trailArn,
          logGroupArns: logGroupArns(names),
        }),
      },
      { parent: this },
    );
    this.notifications = new EncryptionKey(
      `${name}-notifications`,
      {
        ...args,
        word: 'notifications',
        description: 'Encrypts the alarm topic',
        policy: topicKeyPolicy({
          ...account,
          administratorArns,
          databaseEvents,
          publisherRoleArns: evidenceByEmail ? [names.roleArn('evidence')] : [],
        }),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function logGroupArns(names: Names): string[] {
  return Object.values(names.logGroups).map((name: string) => names.arn('logs', `log-group:${name}`));
}
