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

/** The fields of management events that AWS documents for advanced selectors. */
const fields: Readonly<Record<string, (record: CloudTrailRecord) => string>> = {
  eventCategory: (record) => record.eventCategory,
  eventSource: (record) => record.eventSource,
  eventName: (record) => record.eventName,
  eventType: (record) => record.eventType,
  readOnly: (record) => String(record.readOnly),
  'userIdentity.arn': (record) => record.userIdentity.arn,
};

const tests: readonly [
  operator: Exclude<keyof FieldSelector, 'field'>,
  holds: (value: string, given: readonly string[]) => boolean,
][] = [
  ['equals', (value, given) => given.includes(value)],
  ['notEquals', (value, given) => !given.includes(value)],
  ['startsWith', (value, given) => given.some((prefix) => value.startsWith(prefix))],
  ['notStartsWith', (value, given) => !given.some((prefix) => value.startsWith(prefix))],
  ['endsWith', (value, given) => given.some((suffix) => value.endsWith(suffix))],
  ['notEndsWith', (value, given) => !given.some((suffix) => value.endsWith(suffix))],
];

/**
 * Whether an advanced selector takes a management event in, and if not, which field keeps it out. A selector of another
 * event category (data events, network activity) has fields that management events lack, and never takes one in.
 * @throws Error for a field AWS does not document for management events.
 */
export function advancedSelectorRefusal(
  selector: AdvancedEventSelector,
  record: CloudTrailRecord,
): string | undefined {
  const category = selector.fieldSelectors.find(({ field }) => field === 'eventCategory');
  if (!category?.equals?.includes(record.eventCategory))
    return `eventCategory is not ${record.eventCategory}`;
  for (const fieldSelector of selector.fieldSelectors) {
    const read = fields[fieldSelector.field];
    if (!read) {
      throw new Error(
        `An advanced event selector tests '${fieldSelector.field}': for management events ${Object.keys(fields).join(', ')} are known.`,
      );
    }
    const value = read(record);
    for (const [operator, holds] of tests) {
      const given = fieldSelector[operator];
      if (given && given.length > 0 && !holds(value, given)) {
        return `${fieldSelector.field} '${value}' fails ${operator} ${given.join(', ')}`;
      }
    }
  }
  return undefined;
}
