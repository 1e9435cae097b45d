/**
 * A slow, obvious reading of EventBridge's event patterns, for what the patterns of the catalogue are made of. No
 * package on npm keeps to EventBridge's own rules about lists, `$or` and fields that are not there; this follows the
 * documentation and, where that is silent, the library that AWS publishes and runs:
 *
 * - An event is a list of leaves, each with its path; the elements of a list have the path of the list. An empty list
 *   or object is no leaf. What lies in the same list must be matched within the same element.
 * - `$or` stands for several patterns. A field that one of these names twice counts once: the last one.
 * - A text fits character by character; `prefix`, `suffix` and `wildcard` fit texts alone; `anything-but` fits any leaf
 *   of another value; `exists` sees leaves alone.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @see https://github.com/aws/event-ruler
 */
export function matchesEventPattern(pattern: object, event: object): boolean {
  const leaves = leavesOf(event, '', {});
  return branchesOf(pattern, '', [new Map()]).some((branch) => fits([...branch], leaves, {}));
}

/** The elements of lists that something lies in, by the lists. */
type Membership = Readonly<Record<string, number>>;

interface Leaf {
  readonly path: string;
  readonly value: unknown;
  readonly membership: Membership;
}

function leavesOf(value: unknown, path: string, membership: Membership): Leaf[] {
  if (Array.isArray(value)) {
    // A value in a list, unlike an object, does not tie other fields to its element.
    return value.flatMap((item: unknown, index) => {
      const inElement = { ...membership, [`${path} ${Object.keys(membership).length}`]: index };
      return leavesOf(item, path, typeof item === 'object' && item !== null ? inElement : membership);
    });
  }
  if (typeof value !== 'object' || value === null) return [{ path, value, membership }];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, path === '' ? name : `${path}.${name}`, membership),
  );
}

type Branch = ReadonlyMap<string, readonly unknown[]>;

function branchesOf(pattern: object, path: string, branches: readonly Branch[]): readonly Branch[] {
  return Object.entries(pattern).reduce<readonly Branch[]>((known, [name, inner]: [string, unknown]) => {
    if (name === '$or') {
      return (inner as readonly object[]).flatMap((alternative) => branchesOf(alternative, path, known));
    }
    const field = path === '' ? name : `${path}.${name}`;
    if (!Array.isArray(inner)) return branchesOf(inner as object, field, known);
    return known.map((branch) => new Map([...branch, [field, inner]]));
  }, branches);
}

function fits(
  fields: readonly (readonly [string, readonly unknown[]])[],
  leaves: readonly Leaf[],
  membership: Membership,
): boolean {
  const [field, ...others] = fields;
  if (field === undefined) return true;
  const [path, matchers] = field;
  const there = leaves.filter((leaf) => leaf.path === path);
  if (there.length === 0) {
    return (
      matchers.some((matcher) => isOperator(matcher, 'exists', false)) && fits(others, leaves, membership)
    );
  }
  return there.some(
    (leaf) =>
      isConsistent(leaf.membership, membership) &&
      matchers.some((matcher) => fitsValue(matcher, leaf.value)) &&
      fits(others, leaves, { ...membership, ...leaf.membership }),
  );
}

function isConsistent(one: Membership, other: Membership): boolean {
  return Object.entries(one).every(([list, element]) => (other[list] ?? element) === element);
}

function isOperator(matcher: unknown, name: string, operand: unknown): boolean {
  return (matcher as Record<string, unknown> | null)?.[name] === operand;
}

/** @throws Error for an operator that the catalogue does not use. */
function fitsValue(matcher: unknown, value: unknown): boolean {
  if (typeof matcher !== 'object' || matcher === null) return value === matcher;
  const [[operator, operand] = ['none', undefined]] = Object.entries(matcher as Record<string, unknown>);
  switch (operator) {
    case 'exists':
      return operand === true;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'wildcard':
      return typeof value === 'string' && wildcard(String(operand)).test(value);
    case 'anything-but':
      return Array.isArray(operand)
        ? !operand.includes(value)
        : !(operand as { readonly wildcard: readonly string[] }).wildcard.some((each) =>
            fitsValue({ wildcard: each }, value),
          );
    default:
      throw new Error(`The operator ${operator} is not read.`);
  }
}

function wildcard(text: string): RegExp {
  const literal = (part: string): string => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${text.split('*').map(literal).join('[^]*')}$`);
}
