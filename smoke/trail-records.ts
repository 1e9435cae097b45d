import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';

/** One failed KMS call, as CloudTrail told it. */
export interface TrailRecord {
  readonly eventTimeMs: number;
  /** When CloudTrail delivered the record to the log group. */
  readonly deliveredMs: number;
  readonly eventName: string;
  readonly errorCode: string;
  readonly requestId: string;
}

/**
 * Records of wrong keys tried through the task role, delivered to the trail's log group since `sinceMs`,
 * oldest first.
 */
export async function findWrongKeyRecords(
  client: CloudWatchLogsClient,
  { logGroupName, taskRoleArn, sinceMs }: { logGroupName: string; taskRoleArn: string; sinceMs: number },
): Promise<TrailRecord[]> {
  const records: TrailRecord[] = [];
  const filterPattern =
    '{ $.eventSource = "kms.amazonaws.com" && $.errorCode = "InvalidCiphertextException" && ' +
    `$.userIdentity.sessionContext.sessionIssuer.arn = "${taskRoleArn}" }`;
  const pages = paginateFilterLogEvents({ client }, { logGroupName, startTime: sinceMs, filterPattern });
  for await (const { events = [] } of pages) {
    for (const event of events) {
      const record = JSON.parse(event.message ?? '{}') as Record<string, string>;
      records.push({
        eventTimeMs: Date.parse(record['eventTime'] ?? ''),
        deliveredMs: event.ingestionTime ?? event.timestamp ?? 0,
        eventName: record['eventName'] ?? '',
        errorCode: record['errorCode'] ?? '',
        requestId: record['requestID'] ?? '',
      });
    }
  }
  return records.filter((record) => record.eventTimeMs >= Math.floor(sinceMs / 1000) * 1000);
}
