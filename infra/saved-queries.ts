import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { requestLogQuery } from '../detections/index.ts';
import type { PlannedDetection } from './detection-plan.ts';
import type { Names } from './names.ts';
import { namedFor } from './watched-roles.ts';

/** A query of the trail that no alarm of its own leads to. */
export interface TrailQuery {
  /** Shown in the console. */
  readonly name: string;
  readonly query: pulumi.Input<string>;
}

export interface SavedQueriesArgs {
  readonly names: Names;
  readonly plan: readonly PlannedDetection[];
  readonly kmsErrors: TrailQuery;
  /** The trail's log group. */
  readonly trailLogGroupName: pulumi.Input<string>;
  /** The service's own; `undefined`: the service is not deployed here. */
  readonly serviceLogGroupName: pulumi.Input<string> | undefined;
}

/**
 * The queries an alarm is looked into with, saved in CloudWatch Logs Insights under the name that the alarm's mail
 * tells: one for each detection, one for all KMS errors, and one that leads from a KMS request id to the client who
 * caused it.
 */
export class SavedQueries extends pulumi.ComponentResource {
  constructor(name: string, args: SavedQueriesArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:detection:SavedQueries', name, {}, options);
    for (const planned of args.plan) {
      new aws.cloudwatch.QueryDefinition(
        `${name}-${namedFor(planned, planned.detection.id)}`,
        { name: planned.queryName, queryString: planned.query, logGroupNames: [args.trailLogGroupName] },
        { parent: this },
      );
    }
    const { name: kmsErrors, query } = args.kmsErrors;
    new aws.cloudwatch.QueryDefinition(
      `${name}-kms-errors`,
      { name: kmsErrors, queryString: query, logGroupNames: [args.trailLogGroupName] },
      { parent: this },
    );
    if (args.serviceLogGroupName !== undefined) {
      new aws.cloudwatch.QueryDefinition(
        `${name}-requests`,
        {
          name: args.names.query('requests-by-kms-request-id'),
          queryString: requestLogQuery,
          logGroupNames: [args.serviceLogGroupName],
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
