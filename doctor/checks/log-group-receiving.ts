import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ifExists } from '../aws-call-error.ts';
import type { Check, CheckContext } from '../check.ts';
import { describeDuration, describeInstant } from '../describe-time.ts';
import { fault, ok, restore, type Finding } from '../finding.ts';

/** As long as a trail's longest pause between two deliveries. */
const longestPauseMs = 60 * 60_000;

/**
 * Whether log events arrive where the metric filters are. What a log stream says of its latest event may lag by
 * an hour and more, so a late one is held against the count of incoming events before it is called silence.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html
 */
export const logGroupReceiving: Check = {
  id: 'log-group-receiving',
  title: "The trail's log group receives events",
  actions: ['logs:DescribeLogStreams', 'cloudwatch:GetMetricStatistics'],
  async run(context) {
    const { clients, stack, nowMs } = context;
    const logGroupName = stack.trailLogGroupName;
    const described = await ifExists(
      clients.logs.send(
        new DescribeLogStreamsCommand({
          logGroupName,
          orderBy: 'LastEventTime',
          descending: true,
          limit: 50,
        }),
      ),
      'ResourceNotFoundException',
    );
    if (described === undefined) {
      return [
        fault(
          `The log group ${logGroupName} does not exist: the detections have nothing to read`,
          stack.trailArn === undefined
            ? 'have its owner make it again, or watch another: trailLogGroupName'
            : restore,
        ),
      ];
    }
    const latestMs = Math.max(
      0,
      ...(described.logStreams ?? []).map(({ lastIngestionTime = 0 }) => lastIngestionTime),
    );
    if (nowMs - latestMs <= longestPauseMs) {
      return [ok(`The log group ${logGroupName} received an event at ${describeInstant(latestMs, nowMs)}`)];
    }
    const incoming = await countIncoming(context);
    return [incoming > 0 ? receives(logGroupName, incoming) : silence(logGroupName, latestMs, nowMs)];
  },
};

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
async function countIncoming({ clients, stack, nowMs }: CheckContext): Promise<number> {
  const { Datapoints = [] } = await clients.cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Logs',
      MetricName: 'IncomingLogEvents',
      Dimensions: [{ Name: 'LogGroupName', Value: stack.trailLogGroupName }],
      StartTime: new Date(nowMs - longestPauseMs),
      EndTime: new Date(nowMs),
      Period: longestPauseMs / 1000,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

function receives(logGroupName: string, incoming: number): Finding {
  return ok(
    `The log group ${logGroupName} received ${incoming} events in the last ${describeDuration(longestPauseMs)}`,
  );
}

function silence(logGroupName: string, latestMs: number, nowMs: number): Finding {
  const told =
    latestMs === 0
      ? 'has received no event yet'
      : `has received no event since ${describeInstant(latestMs, nowMs)}`;
  return fault(
    `The log group ${logGroupName} ${told}: every detection is blind`,
    'see trail-logging and trail-delivery; a trail that was just made takes some minutes',
  );
}
