import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { topicPolicy } from './iam/topic-policy.ts';
import type { Names } from './names.ts';

export interface NotificationsArgs {
  readonly account: Account;
  readonly names: Names;
  /** `undefined`: derived from project and stack. */
  readonly topicName: string | undefined;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** The alarms that may publish. */
  readonly publishingAlarms: readonly string[];
  /** What RDS publishes as; none where it tells of no events. */
  readonly databaseEventSourceArns: readonly string[];
  /** `undefined`: nobody is subscribed. */
  readonly alertEmail: string | undefined;
}

/** The topic that alarms are told to, and who listens. */
export class Notifications extends pulumi.ComponentResource {
  /** Known once those who publish to it may. */
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: NotificationsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:notifications:Notifications', name, {}, options);
    const topic = new aws.sns.Topic(
      `${name}-topic`,
      { name: args.topicName ?? args.names.named('alarms'), kmsMasterKeyId: args.kmsKeyArn },
      { parent: this },
    );
    const { accountId } = args.account;
    const alarmArns = args.publishingAlarms.map((alarm) => args.names.arn('cloudwatch', `alarm:${alarm}`));
    const { databaseEventSourceArns } = args;
    const policy = new aws.sns.TopicPolicy(
      `${name}-topic-policy`,
      {
        arn: topic.arn,
        policy: topic.arn.apply((topicArn) =>
          JSON.stringify(topicPolicy({ accountId, topicArn, alarmArns, databaseEventSourceArns })),
        ),
      },
      { parent: this },
    );
    if (args.alertEmail !== undefined) {
      new aws.sns.TopicSubscription(
        `${name}-email`,
        { topic: topic.arn, protocol: 'email', endpoint: args.alertEmail },
        { parent: this },
      );
    }
    this.topicArn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
