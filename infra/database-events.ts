import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Names } from './names.ts';

/** What RDS tells about: the instance, and the parameters that force TLS. */
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
    const sources = { instance: args.names.databaseIdentifier, parameterGroup: args.parameterGroupName };
    for (const kind of ['instance', 'parameterGroup'] as const) {
      const { word, sourceType, eventCategories } = subjects[kind];
      new aws.rds.EventSubscription(
        `${name}-${sourceType}`,
        {
          name: args.names.named(word),
          snsTopic: args.topicArn,
          sourceType,
          sourceIds: [sources[kind]],
          eventCategories: [...eventCategories],
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/**
 * ARNs that RDS publishes as: the database, its parameter group, and the subscriptions themselves, as which RDS tries
 * the topic when it is subscribed.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html
 */
export function databaseEventSourceArns(names: Names): string[] {
  const { databaseIdentifier } = names;
  return [
    names.arn('rds', `db:${databaseIdentifier}`),
    names.arn('rds', `pg:${databaseIdentifier}-*`),
    ...Object.values(subjects).map(({ word }) => names.arn('rds', `es:${names.named(word)}`)),
  ];
}
