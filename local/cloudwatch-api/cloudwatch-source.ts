import type { AlarmHistoryItem, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Authorise } from '../authorisation/authorisation.ts';
import { AwsError } from '../endpoint/aws-error.ts';

/** What the API reads; who evaluates the alarms keeps it. */
export interface CloudWatchSource {
  /** The current description of every metric alarm. */
  readonly describeAlarms: () => readonly MetricAlarm[];
  /** Every history item there is, oldest first. */
  readonly history: () => readonly AlarmHistoryItem[];
  readonly authorise: Authorise;
}

export const invalidNextToken = (): AwsError =>
  new AwsError('InvalidNextToken', 'The next token specified is invalid.');
