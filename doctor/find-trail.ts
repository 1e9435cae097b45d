import { DescribeTrailsCommand, type Trail } from '@aws-sdk/client-cloudtrail';
import type { CheckContext } from './check.ts';

/**
 * The trail that feeds the stack's log group: its own by ARN, somebody else's by where it delivers. `undefined`
 * when there is none in this account and region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export async function findTrail({ clients, stack }: CheckContext): Promise<Trail | undefined> {
  const { trailArn, trailLogGroupName } = stack;
  const { trailList = [] } = await clients.cloudTrail.send(
    new DescribeTrailsCommand(trailArn === undefined ? {} : { trailNameList: [trailArn] }),
  );
  return trailArn === undefined
    ? trailList.find((trail) => logGroupNameOf(trail) === trailLogGroupName)
    : trailList.find((trail) => trail.TrailARN === trailArn);
}

/** The log group a trail delivers to; `undefined`: none. */
export function logGroupNameOf({ CloudWatchLogsLogGroupArn }: Trail): string | undefined {
  return CloudWatchLogsLogGroupArn === undefined
    ? undefined
    : /:log-group:([^:]+)/.exec(CloudWatchLogsLogGroupArn)?.[1];
}
