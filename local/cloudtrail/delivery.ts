import { createDelayLine, type DelayLine } from '../clock/delay-line.ts';
import type { CloudTrailRecord } from './cloudtrail-record.ts';

/** A record on its way into a log group. */
export interface DeliveredEvent {
  readonly logStreamName: string;
  /** When it was delivered, in epoch milliseconds: metric filters see this time, not the call's. */
  readonly timestamp: number;
  /** The record as JSON on one line. */
  readonly message: string;
}

export interface DeliveryOptions {
  readonly accountId: string;
  readonly region: string;
  /** AWS says about five minutes on average, without a promise. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html */
  readonly delayMs: number;
  readonly nowMs: () => number;
  /** Runs something later, by the injected clock; answers how to call it off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  readonly deliver: (event: DeliveredEvent) => void;
}

/** CloudTrail's way from a record to the trail's log group. */
export type Delivery = DelayLine<CloudTrailRecord>;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html */
export function createDelivery(options: DeliveryOptions): Delivery {
  const logStreamName = `${options.accountId}_CloudTrail_${options.region}`;
  return createDelayLine({
    ...options,
    deliver: (record: CloudTrailRecord) =>
      options.deliver({ logStreamName, timestamp: options.nowMs(), message: JSON.stringify(record) }),
  });
}
