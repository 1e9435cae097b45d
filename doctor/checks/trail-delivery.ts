import { GetTrailStatusCommand, type GetTrailStatusResponse, type Trail } from '@aws-sdk/client-cloudtrail';
import type { Check } from '../check.ts';
import { describeInstant } from '../describe-time.ts';
import { findTrail, logGroupNameOf } from '../find-trail.ts';
import { fault, orWell, restore, warning, type Finding } from '../finding.ts';

/**
 * CloudTrail delivers within about five minutes on average and promises nothing. An account that runs a stack
 * has events all the time (this check's own calls are some), so an hour without a delivery is no pause.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
 */
const longestPauseMs = 60 * 60_000;

/**
 * Whether what the trail records arrives: in the stack's log group, where the detections read it, and in the
 * bucket, where it is kept.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export const trailDelivery: Check = {
  id: 'trail-delivery',
  title: 'The trail delivers to the log group and to its bucket',
  actions: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus'],
  async run({ clients, stack, nowMs }) {
    const trail = await findTrail({ clients, stack, nowMs });
    if (trail === undefined) return [];
    const status = await clients.cloudTrail.send(new GetTrailStatusCommand({ Name: trail.TrailARN }));
    const findings = [
      ...target(trail, stack.trailLogGroupName),
      ...errors(status, trail),
      ...delivery('CloudWatch Logs', status.LatestCloudWatchLogsDeliveryTime, status, nowMs),
      ...delivery('its bucket', status.LatestDeliveryTime, status, nowMs),
    ];
    const latest = status.LatestCloudWatchLogsDeliveryTime?.getTime() ?? 0;
    return orWell(
      findings,
      `The trail delivers without errors, to CloudWatch Logs last at ${describeInstant(latest, nowMs)}`,
    );
  },
};

function target(trail: Trail, logGroupName: string): readonly Finding[] {
  const actual = logGroupNameOf(trail);
  if (actual === logGroupName) return [];
  return [
    fault(
      `The trail delivers to ${actual === undefined ? 'no log group' : `the log group ${actual}`} instead of ${logGroupName}: the detections see nothing`,
      restore,
    ),
  ];
}

function errors(status: GetTrailStatusResponse, trail: Trail): readonly Finding[] {
  const { LatestCloudWatchLogsDeliveryError, LatestDeliveryError, LatestDigestDeliveryError } = status;
  const bucket = `the bucket ${trail.S3BucketName ?? ''}`;
  const findings: Finding[] = [];
  if (LatestCloudWatchLogsDeliveryError !== undefined) {
    findings.push(
      fault(
        `The latest delivery to CloudWatch Logs failed: ${LatestCloudWatchLogsDeliveryError}`,
        `let the role ${trail.CloudWatchLogsRoleArn ?? 'of the trail'} write to the log group (logs:CreateLogStream, logs:PutLogEvents) and CloudTrail take it: ${restore}`,
      ),
    );
  }
  if (LatestDeliveryError !== undefined) {
    findings.push(
      fault(
        `The latest delivery to ${bucket} failed: ${LatestDeliveryError}`,
        `let the bucket's policy and the trail's KMS key admit CloudTrail: ${restore}`,
      ),
    );
  }
  if (LatestDigestDeliveryError !== undefined) {
    findings.push(
      warning(
        `The latest digest file could not be written to ${bucket}, so log files can't be proved unchanged: ${LatestDigestDeliveryError}`,
        `let the bucket's policy admit CloudTrail: ${restore}`,
      ),
    );
  }
  return findings;
}

function delivery(
  place: string,
  latest: Date | undefined,
  { StartLoggingTime, IsLogging }: GetTrailStatusResponse,
  nowMs: number,
): readonly Finding[] {
  const sinceMs = (latest ?? StartLoggingTime)?.getTime() ?? 0;
  const isLate = nowMs - sinceMs > longestPauseMs;
  if (latest !== undefined && !isLate) return [];
  if (latest === undefined && !isLate) {
    return [
      warning(
        `The trail is new and has delivered nothing to ${place} yet`,
        'run this again in fifteen minutes',
      ),
    ];
  }
  return [
    fault(
      latest === undefined
        ? `The trail has never delivered to ${place}`
        : `The trail has not delivered to ${place} since ${describeInstant(sinceMs, nowMs)}`,
      IsLogging === true
        ? `look at the errors of this check, then at the permissions of the delivery: ${restore}`
        : 'start the trail, see trail-logging',
    ),
  ];
}
