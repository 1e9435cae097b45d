import type { CloudTrailRecord } from './cloudtrail-record.ts';

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export interface EventSelector {
  /** Default `All`. */
  readonly readWriteType?: string;
  /** Default true. */
  readonly includeManagementEvents?: boolean;
  readonly excludeManagementEventSources?: readonly string[];
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export interface AdvancedEventSelector {
  readonly name?: string;
  readonly fieldSelectors: readonly FieldSelector[];
}

/** A test of one field of a record: all that are given must hold. */
export interface FieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
}

/** Whether a basic selector takes a management event in, and if not, what keeps it out. */
export function basicSelectorRefusal(selector: EventSelector, record: CloudTrailRecord): string | undefined {
  if (selector.includeManagementEvents === false) return 'includeManagementEvents is false';
  const wanted = selector.readWriteType ?? 'All';
  const actual = record.readOnly ? 'ReadOnly' : 'WriteOnly';
  if (wanted !== 'All' && wanted !== actual) {
    return `readWriteType is ${wanted}, but ${record.eventName} is a ${record.readOnly ? 'read' : 'write'} event`;
  }
  if (selector.excludeManagementEventSources?.includes(record.eventSource)) {
    return `excludeManagementEventSources names ${record.eventSource}`;
  }
  return undefined;
}

/**
 * Whether an advanced selector takes a management event in, and if not, which field keeps it out. It is one that AWS
 * takes (`selector-rules.ts`), so of management events it asks nothing but these. A selector of another event category
 * (data events, network activity) never takes one in.
 */
export function advancedSelectorRefusal(
  { fieldSelectors }: AdvancedEventSelector,
  { eventCategory, eventSource, readOnly }: CloudTrailRecord,
): string | undefined {
  const category = fieldSelectors.find(({ field }) => field === 'eventCategory');
  if (!category?.equals?.includes(eventCategory)) return `eventCategory is not ${eventCategory}`;
  for (const { field, equals = [], notEquals = [] } of fieldSelectors) {
    if (field === 'readOnly' && !equals.includes(String(readOnly))) {
      return `readOnly '${readOnly}' fails equals ${equals.join(', ')}`;
    }
    if (field === 'eventSource' && notEquals.includes(eventSource)) {
      return `eventSource '${eventSource}' fails notEquals ${notEquals.join(', ')}`;
    }
  }
  return undefined;
}
