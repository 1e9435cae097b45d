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
export interface Delivery {
  /** Takes a record; it arrives after the delay, in the order of acceptance. */
  accept(record: CloudTrailRecord): void;
  /** How many records have not arrived yet. */
  pending(): number;
  /** Delivers at once what has not arrived: a run that ends loses nothing it was told of. */
  flush(): void;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html */
export function createDelivery(options: DeliveryOptions): Delivery {
  const logStreamName = `${options.accountId}_CloudTrail_${options.region}`;
  const queue: { readonly record: CloudTrailRecord; readonly callOff: () => void }[] = [];
  const deliverNext = (): void => {
    const next = queue.shift();
    if (!next) return;
    options.deliver({ logStreamName, timestamp: options.nowMs(), message: JSON.stringify(next.record) });
  };
  return {
    accept: (record) => {
      queue.push({ record, callOff: options.schedule(options.delayMs, deliverNext) });
    },
    pending: () => queue.length,
    flush: () => {
      for (const { callOff } of queue) callOff();
      while (queue.length > 0) deliverNext();
    },
  };
}
