import type { AdvancedEventSelector, EventSelector, FieldSelector } from './event-selectors.ts';
import type { TrailInputs } from './trail.ts';

type Operator = Exclude<keyof FieldSelector, 'field'>;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
const maxEventSelectors = 5;
const readWriteTypes = ['All', 'ReadOnly', 'WriteOnly'];

/** The busy sources that a trail may leave out, whichever kind of selectors it has; it takes no others. */
const excludableSources = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

/** The categories of events that trails log; further ones are of event data stores alone. */
const eventCategories = ['Management', 'Data', 'NetworkActivity'];

interface FieldRule {
  readonly operator: Operator;
  readonly values: readonly string[];
  readonly mostValues: number;
}

/**
 * What an advanced selector of a trail may ask of management events. Event data stores may also test eventName,
 * eventType, sessionCredentialFromConsole and userIdentity.arn.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
const managementFields: ReadonlyMap<string, FieldRule> = new Map([
  ['eventCategory', { operator: 'equals', values: ['Management'], mostValues: 1 }],
  ['readOnly', { operator: 'equals', values: ['true', 'false'], mostValues: 1 }],
  ['eventSource', { operator: 'notEquals', values: excludableSources, mostValues: excludableSources.length }],
]);

const operators: readonly Operator[] = [
  'equals',
  'notEquals',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
];

/**
 * What CloudTrail would refuse of a trail's event selectors, one sentence each. Of advanced selectors for data and
 * network activity events only the category is looked at: nothing else about them matters to management events.
 */
export function selectorProblems({
  eventSelectors: basic = [],
  advancedEventSelectors: advanced = [],
}: TrailInputs): string[] {
  return [
    ...(basic.length > 0 && advanced.length > 0
      ? ['It has eventSelectors and advancedEventSelectors; a trail takes the one or the other.']
      : []),
    ...(basic.length > maxEventSelectors
      ? [`It has ${basic.length} eventSelectors; a trail takes ${maxEventSelectors} at most.`]
      : []),
    ...basic.flatMap(basicProblems),
    ...advanced.flatMap(advancedProblems),
  ];
}

function basicProblems({
  readWriteType = 'All',
  excludeManagementEventSources: excluded = [],
}: EventSelector): string[] {
  return [
    ...(readWriteTypes.includes(readWriteType)
      ? []
      : [`readWriteType is ${readWriteType}; it takes ${listed(readWriteTypes)}.`]),
    ...excluded
      .filter((source) => !excludableSources.includes(source))
      .map(
        (source) => `excludeManagementEventSources names ${source}; it takes ${listed(excludableSources)}.`,
      ),
  ];
}

function advancedProblems({ fieldSelectors }: AdvancedEventSelector): string[] {
  const categories = fieldSelectors.filter(({ field }) => field === 'eventCategory');
  const [category] = categories;
  if (category === undefined || categories.length > 1) {
    return [
      `An advanced event selector has ${categories.length} tests of eventCategory; each has exactly one.`,
    ];
  }
  if (!meets(category, { operator: 'equals', values: eventCategories, mostValues: 1 })) {
    return [
      `An advanced event selector asks for eventCategory ${asked(category)}; a trail takes equals ${listed(eventCategories)}.`,
    ];
  }
  return category.equals?.includes('Management') === true ? fieldSelectors.flatMap(managementProblems) : [];
}

function managementProblems(selector: FieldSelector): string[] {
  const rule = managementFields.get(selector.field);
  if (rule === undefined) {
    return [
      `An advanced event selector of management events tests ${selector.field}; a trail's may test ${listed([...managementFields.keys()])}.`,
    ];
  }
  if (meets(selector, rule)) return [];
  return [
    `An advanced event selector of management events asks for ${selector.field} ${asked(selector)}; a trail takes ${rule.operator} ${listed(rule.values)}.`,
  ];
}

function meets(selector: FieldSelector, { operator, values, mostValues }: FieldRule): boolean {
  const given = selector[operator] ?? [];
  return (
    givenOperators(selector).every((one) => one === operator) &&
    given.length > 0 &&
    given.length <= mostValues &&
    given.every((value) => values.includes(value))
  );
}

/** An empty list says as much as none. */
function givenOperators(selector: FieldSelector): Operator[] {
  return operators.filter((operator) => (selector[operator] ?? []).length > 0);
}

function asked(selector: FieldSelector): string {
  const tests = givenOperators(selector).map(
    (operator) => `${operator} ${selector[operator]?.join(', ') ?? ''}`,
  );
  return tests.join(' and ') || 'without an operator';
}

const listed = (values: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(values);
