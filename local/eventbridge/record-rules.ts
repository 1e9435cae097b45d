import type { CloudTrailRecord } from '../cloudtrail/cloudtrail-record.ts';
import type { EventPattern } from './event-pattern.ts';
import type { Transform } from './input-transformer.ts';
import { buildRecordEvent } from './record-event.ts';
import { isShown, type RuleState } from './rule-state.ts';

/** A rule about CloudTrail's records, and what it hands to its target. */
export interface RecordRule {
  readonly name: string;
  readonly state: RuleState;
  readonly pattern: EventPattern;
  readonly transform: Transform;
}

/** A rule that a record fits, and what its target gets. */
export interface RuleMatch<Rule extends RecordRule> {
  readonly rule: Rule;
  readonly input: string;
}

/** The rules that find a record, in their order. */
export function matchRecord<Rule extends RecordRule>(
  rules: readonly Rule[],
  record: CloudTrailRecord,
  eventId: string,
): readonly RuleMatch<Rule>[] {
  const event = buildRecordEvent(record, eventId);
  return rules
    .filter(({ state, pattern }) => isShown(state, record) && pattern.matches(event))
    .map((rule) => ({ rule, input: rule.transform(event) }));
}
