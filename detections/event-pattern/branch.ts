import type { Condition, Test } from '../condition.ts';
import { InexpressibleError, type FieldPatterns, type Matcher } from './event-pattern.ts';
import { anythingBut, clauseOf, matcherOf } from './matchers.ts';

/**
 * A condition in the shape EventBridge asks it in: fields that all have to fit, each in one of several ways, and
 * alternatives of which one has to.
 */
interface Branch {
  /** By the condition's name of the field. */
  readonly fields: ReadonlyMap<string, readonly Matcher[]>;
  /** None, or two and more. */
  readonly alternatives: readonly Branch[];
}

/** A condition as the fields of a pattern. @throws InexpressibleError for a clause that has no place in one. */
export function fieldPatternsOf(condition: Condition): FieldPatterns {
  return render(branchOf(condition));
}

function branchOf(condition: Condition): Branch {
  switch (condition.kind) {
    case 'all':
      return joinAll(condition.of);
    case 'any':
      return joinAny(condition.of.map(branchOf));
    case 'is':
    case 'is-not':
    case 'absent':
      return ofField(condition, matcherOf(condition));
  }
}

function ofField(test: Test, matcher: Matcher): Branch {
  const reserved = test.field.split(/\.|\[\*\]/).find((step) => matcherNames.has(step));
  if (reserved !== undefined || /\['|^\$/.test(test.field)) {
    throw new InexpressibleError(clauseOf(test), 'the field has a name that means something in a pattern');
  }
  return { fields: new Map([[test.field, [matcher]]]), alternatives: [] };
}

/** @see https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/Constants.java */
const matcherNames = new Set([
  ...['$or', 'exactly', 'prefix', 'suffix', 'wildcard', 'anything-but', 'exists', 'numeric', 'cidr'],
  'equals-ignore-case',
]);

/** Those that refuse texts of one field say so in one matcher: each field has room for one list. */
function joinAll(conditions: readonly Condition[]): Branch {
  const isNot = conditions.filter((each) => each.kind === 'is-not');
  const firsts = isNot.filter(
    ({ field }, index) => isNot.findIndex((each) => each.field === field) === index,
  );
  const refused = firsts.map((first) =>
    ofField(first, anythingBut(isNot.filter(({ field }) => field === first.field))),
  );
  const others = conditions.filter((each) => each.kind !== 'is-not').map(branchOf);
  return [...others, ...refused].reduce(both, { fields: new Map(), alternatives: [] });
}

/** Alternatives about one field become one list, the others branches. */
function joinAny(branches: readonly Branch[]): Branch {
  const lists = new Map<string, Matcher[]>();
  const others: Branch[] = [];
  for (const branch of branches) {
    const [only, ...more] = branch.fields;
    if (only === undefined || more.length > 0 || branch.alternatives.length > 0) {
      others.push(branch);
    } else {
      lists.set(only[0], [...(lists.get(only[0]) ?? []), ...only[1]]);
    }
  }
  const grouped: Branch[] = [...lists].map((entry) => ({ fields: new Map([entry]), alternatives: [] }));
  const [first, ...rest] = [...grouped, ...others];
  if (first === undefined) throw new RangeError('"any" of no conditions means nothing.');
  return rest.length === 0 ? first : { fields: new Map(), alternatives: [first, ...rest] };
}

/**
 * One object has room for one `$or`: of two the shorter moves into each alternative of the longer.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
 */
function both(one: Branch, other: Branch): Branch {
  refuseTwice(one, other);
  const fields = new Map([...one.fields, ...other.fields]);
  if (one.alternatives.length === 0) return { fields, alternatives: other.alternatives };
  if (other.alternatives.length === 0) return { fields, alternatives: one.alternatives };
  const [inner, outer] = [one.alternatives, other.alternatives].sort((a, b) => lengthOf(a) - lengthOf(b));
  return { fields, alternatives: (outer ?? []).map((branch) => withInside(branch, inner ?? [])) };
}

function withInside(branch: Branch, inner: readonly Branch[]): Branch {
  return branch.alternatives.length === 0
    ? { fields: branch.fields, alternatives: inner }
    : { fields: branch.fields, alternatives: branch.alternatives.map((each) => withInside(each, inner)) };
}

/**
 * A field that two clauses ask has room for one answer, and the second would silently take the place of the first.
 * Two fields of a list's elements would have to belong to one element, which a filter pattern does not ask.
 */
function refuseTwice(one: Branch, other: Branch): void {
  const known = fieldsOf(one);
  for (const field of fieldsOf(other)) {
    if ([...known].some((each) => each === field || isWithin(each, field) || isWithin(field, each))) {
      throw new InexpressibleError(`$.${field}`, 'it is asked twice, and a pattern has room for one answer');
    }
    const [list, element] = field.split('[*]');
    if (element !== undefined && [...known].some((each) => each.startsWith(`${String(list)}[*]`))) {
      throw new InexpressibleError(
        `$.${field}`,
        'with another clause about that list it would have to hold for the same element',
      );
    }
  }
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[*]`);
}

function fieldsOf({ fields, alternatives }: Branch): Set<string> {
  return new Set([...fields.keys(), ...alternatives.flatMap((branch) => [...fieldsOf(branch)])]);
}

function lengthOf(branches: readonly Branch[]): number {
  return JSON.stringify(branches.map(render)).length;
}

interface Writable {
  [field: string]: readonly Matcher[] | Writable | readonly FieldPatterns[];
}

/** A list needs no step of its own: EventBridge looks into all of its elements. */
function render({ fields, alternatives }: Branch): FieldPatterns {
  const rendered: Writable = {};
  for (const [field, matchers] of fields) {
    const steps = field.replaceAll('[*]', '').split('.');
    const last = steps.pop() ?? '';
    const parent = steps.reduce<Writable>((inner, step) => (inner[step] ??= {}) as Writable, rendered);
    parent[last] = matchers;
  }
  return alternatives.length === 0 ? rendered : { ...rendered, $or: alternatives.map(render) };
}
