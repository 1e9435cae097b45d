import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import type { Check } from '../check.ts';
import type { DeployedStack } from '../deployed-stack.ts';
import { describeInstant } from '../describe-time.ts';
import { findTrail } from '../find-trail.ts';
import { fault, ok, restore, warning, type Finding } from '../finding.ts';

/** Whether there is a trail and it is switched on. The one check that tells of a missing trail. */
export const trailLogging: Check = {
  id: 'trail-logging',
  title: 'The trail is logging',
  actions: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus'],
  async run(context) {
    const trail = await findTrail(context);
    if (trail === undefined) return [noTrail(context.stack)];
    const name = trail.TrailARN ?? '';
    const status = await context.clients.cloudTrail.send(new GetTrailStatusCommand({ Name: name }));
    if (status.IsLogging === true) return [ok(`The trail ${name} is logging`)];
    const since =
      status.StopLoggingTime === undefined
        ? ''
        : ` since ${describeInstant(status.StopLoggingTime.getTime(), context.nowMs)}`;
    return [
      fault(
        `The trail ${name} is not logging${since}: nothing that happens is recorded`,
        `run "aws cloudtrail start-logging --name ${name}", then find in CloudTrail's event history who called StopLogging`,
      ),
    ];
  },
};

function noTrail({ trailArn, trailLogGroupName }: DeployedStack): Finding {
  return trailArn === undefined
    ? warning(
        `No trail that this account can see in this region delivers to the log group ${trailLogGroupName}`,
        "ask the trail's owner whether it logs, delivers without errors and records KMS and read events",
      )
    : fault(`The trail ${trailArn} does not exist: nothing is recorded`, restore);
}
