import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Names } from './names.ts';

/**
 * What RDS tells about: the instance, the parameters that force TLS, and DB security groups. Those are of the time before
 * VPCs and can't be made any more, so nothing should ever come of them; the subscription costs nothing, names no group,
 * and is what FSBP RDS.22 looks for.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-22
 */
const subjects = {
  instance: {
    word: 'dbevents',
    sourceType: 'db-instance',
    eventCategories: [
      'availability',
      'configuration change',
      'deletion',
      'failover',
      'failure',
      'low storage',
      'maintenance',
      'recovery',
    ],
  },
  parameterGroup: {
    word: 'pgevents',
    sourceType: 'db-parameter-group',
    eventCategories: ['configuration change'],
  },
  securityGroups: {
    word: 'sgevents',
    sourceType: 'db-security-group',
    eventCategories: ['configuration change', 'failure'],
  },
} as const;

export interface DatabaseEventsArgs {
  readonly names: Names;
  readonly topicArn: pulumi.Input<string>;
  readonly parameterGroupName: pulumi.Input<string>;
}

/**
 * RDS's own events about the database, told to the alarm topic.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export class DatabaseEvents extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseEventsArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:health:DatabaseEvents', name, {}, options);
    const sourceIds = {
      instance: [args.names.databaseIdentifier],
      parameterGroup: [args.parameterGroupName],
      securityGroups: undefined,
    };
    for (const kind of ['instance', 'parameterGroup', 'securityGroups'] as const) {
      const { word, sourceType, eventCategories } = subjects[kind];
      new aws.rds.EventSubscription(
        `${name}-${sourceType}`,
        {
          name: args.names.named(word),
          snsTopic: args.topicArn,
          sourceType,
          ...(sourceIds[kind] === undefined ? {} : { sourceIds: sourceIds[kind] }),
          eventCategories: [...eventCategories],
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/**
 * ARNs that RDS publishes as: the database, its parameter group, the account's DB security groups, and the subscriptions
 * themselves, as which RDS tries the topic when it is subscribed.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html
 */
export function databaseEventSourceArns(names: Names): string[] {
  const { databaseIdentifier } = names;
  return [
    names.arn('rds', `db:${databaseIdentifier}`),
    names.arn('rds', `pg:${databaseIdentifier}-*`),
    names.arn('rds', 'secgrp:*'),
    ...Object.values(subjects).map(({ word }) => names.arn('rds', `es:${names.named(word)}`)),
  ];
}
