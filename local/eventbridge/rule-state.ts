import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const ruleStates = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] as const;
export type RuleState = (typeof ruleStates)[number];

/**
 * Whether a rule in this state is shown a record at all. AWS says that `ENABLED` leaves out management events that only
 * read, and that one may get some of them nevertheless where their names begin with none of Describe, Get and List, as
 * Decrypt does not. What one may get is nothing to rely on: here they are all left out.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function isShown(
  state: RuleState,
  { managementEvent, readOnly }: Pick<CloudTrailRecord, 'managementEvent' | 'readOnly'>,
): boolean {
  switch (state) {
    case 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS':
      return true;
    case 'ENABLED':
      return !(managementEvent && readOnly);
    case 'DISABLED':
      return false;
  }
}
