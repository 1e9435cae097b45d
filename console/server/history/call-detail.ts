import type { CloudTrailRecord } from '../../../local/cloudtrail/cloudtrail-record.ts';
import type { DescribedCall } from '../../../local/endpoint/describe-call.ts';
import type { Remembered } from './history.ts';

/** What is behind a call: two stages of its path at once, because CloudTrail's record is made as the call is answered. */
export interface CallDetail {
  readonly call: DescribedCall;
  readonly record: CloudTrailRecord;
}

/** The record CloudTrail made of a call; `undefined` behind every other event. */
export function recordOf({ event, detail }: Remembered): CloudTrailRecord | undefined {
  return event.kind === 'call' ? (detail as CallDetail).record : undefined;
}
