import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';

/** A record as EventBridge passes it on. @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface RecordEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'AWS API Call via CloudTrail';
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: CloudTrailRecord;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
export function buildRecordEvent(record: CloudTrailRecord, id: string): RecordEvent {
  const [service = ''] = record.eventSource.split('.');
  return {
    version: '0',
    id,
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${service}`,
    account: record.recipientAccountId,
    time: record.eventTime,
    region: record.awsRegion,
    resources: [],
    detail: record,
  };
}
