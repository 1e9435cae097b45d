import type { CloudTrailRecord } from './cloudtrail-record.ts';
import {
  type AdvancedEventSelector,
  type EventSelector,
  advancedSelectorRefusal,
  basicSelectorRefusal,
} from './event-selectors.ts';

/** The inputs of an `aws:cloudtrail/trail:Trail` that decide what it records and where to. */
export interface TrailInputs {
  /** Default true. */
  readonly enableLogging?: boolean;
  /** Default false: only the trail's own region. */
  readonly isMultiRegionTrail?: boolean;
  readonly eventSelectors?: readonly EventSelector[];
  readonly advancedEventSelectors?: readonly AdvancedEventSelector[];
  /** ARN of the log group records are sent to, usually with `:*` at its end. */
  readonly cloudWatchLogsGroupArn?: string;
  /** Role that may write there; without it nothing is sent. */
  readonly cloudWatchLogsRoleArn?: string;
}

/** What a trail does with a record. */
export type RecordingDecision =
  { readonly recorded: true } | { readonly recorded: false; readonly because: string };

const dropped = (because: string): RecordingDecision => ({ recorded: false, because });

function bySelectors(refusals: readonly (string | undefined)[]): RecordingDecision {
  return refusals.includes(undefined) ? { recorded: true } : dropped(refusals.join('; '));
}

/**
 * Whether a trail records a management event, and why not. Without selectors a trail records all management events;
 * with several, one that takes the event in is enough. For KMS a basic selector knows all or nothing.
 * @param trail one whose selectors AWS takes.
 * @param homeRegion the region the trail was created in.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export function evaluateRecording(
  trail: TrailInputs,
  homeRegion: string,
  record: CloudTrailRecord,
): RecordingDecision {
  if (trail.enableLogging === false) return dropped('enableLogging is false');
  if (trail.isMultiRegionTrail !== true && record.awsRegion !== homeRegion) {
    return dropped(
      `isMultiRegionTrail is not true, and the event is of ${record.awsRegion}, not ${homeRegion}`,
    );
  }
  const basic = trail.eventSelectors ?? [];
  const advanced = trail.advancedEventSelectors ?? [];
  if (basic.length + advanced.length === 0) return { recorded: true };
  return bySelectors([
    ...basic.map((selector) => basicSelectorRefusal(selector, record)),
    ...advanced.map((selector) => advancedSelectorRefusal(selector, record)),
  ]);
}

/** Name of the log group a trail sends to; `undefined` when it sends to none, as without a role to write with. */
export function trailLogGroupName(trail: TrailInputs): string | undefined {
  if (!trail.cloudWatchLogsRoleArn) return undefined;
  return /^arn:[^:]+:logs:[^:]+:\d{12}:log-group:([^:]+)(?::\*)?$/.exec(
    trail.cloudWatchLogsGroupArn ?? '',
  )?.[1];
}
