import type { AlarmHistoryItem, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Authorise } from '../authorisation/authorisation.ts';
import { AwsError } from '../endpoint/aws-error.ts';

/** A shape of the SDK as something to be written: nothing in it is changed, and an enumeration is any text. */
type Frozen<T> = T extends Date
  ? T
  : T extends string
    ? string
    : T extends readonly (infer Item)[]
      ? readonly Frozen<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Frozen<T[Key]> }
        : T;

/** What the API reads; who evaluates the alarms keeps it. */
export interface CloudWatchSource {
  /** The current description of every metric alarm. */
  readonly describeAlarms: () => readonly Frozen<MetricAlarm>[];
  /** Every history item there is, oldest first. */
  readonly history: () => readonly Frozen<AlarmHistoryItem>[];
  readonly authorise: Authorise;
}

export const invalidNextToken = (): AwsError =>
  new AwsError('InvalidNextToken', 'The next token specified is invalid.');
