import {
  type FilterPatternSyntax,
  isJunction,
  type JsonCondition,
  type Selector,
  type TextValue,
  type Tree,
} from '../../cloudwatch/filter-pattern/index.ts';

/** Text that stands in a matching message as it is or with characters spelled as `\u00hh`. */
export interface Literal {
  /** With `place` other than `anywhere` it may end in a quote: there the string ends. */
  readonly text: string;
  /**
   * `member`: a string that is the value of one of the message's own members begins with the text.
   * `string`: some string in it does. `anywhere`: the text may be within a string, or a number.
   */
  readonly place: 'member' | 'string' | 'anywhere';
}

/** Literals of which a matching message holds at least one. Never empty. */
export type Alternatives = readonly Literal[];

/** What every matching message holds. Empty: the pattern requires no text that could be looked for. */
export type RequiredLiterals = readonly Alternatives[];

/** Only these have two spellings in JSON at most: printable ASCII but for quote, backslash and slash. */
const plain = '[\\x20\\x21\\x23-\\x2e\\x30-\\x5b\\x5d-\\x7e]';

/** One or two characters tell too little. */
const plainRun = new RegExp(`${plain}{3,}`, 'g');
const plainStart = new RegExp(`^${plain}{3,}`);

/** The literals that a pattern requires: each stands for itself, so any one of them may be looked for. */
export function requiredLiterals(syntax: FilterPatternSyntax): RequiredLiterals {
  switch (syntax.kind) {
    case 'all':
    case 'space-delimited':
      return [];
    case 'terms':
      return syntax.terms.flatMap(({ role, match }) =>
        role === 'required' && match.kind === 'substring' ? within(match.text) : [],
      );
    case 'json':
      return ofTree(syntax.expression);
  }
}

function ofTree(tree: Tree<JsonCondition>): RequiredLiterals {
  if (!isJunction(tree)) return ofCondition(tree);
  const operands = tree.operands.map(ofTree);
  if (tree.kind === 'and') return operands.flat();
  const ofEach = operands.map(mostTelling);
  return ofEach.includes(undefined) ? [] : [withoutDoubles(ofEach.flatMap((literals) => literals ?? []))];
}

/** Text that a value equals is in the message, with or without escapes; a number has many spellings. */
function ofCondition(condition: JsonCondition): RequiredLiterals {
  if (condition.kind !== 'equality' || condition.operator !== '=') return [];
  return condition.value.kind === 'text' ? ofText(condition.value, placeOf(condition.selector)) : [];
}

function placeOf(selector: Selector): 'member' | 'string' {
  return selector.length === 1 ? 'member' : 'string';
}

/** A text that could be a number's, which has no quotes, may stand anywhere. */
function ofText(
  { text, leadingWildcard, trailingWildcard }: TextValue,
  place: 'member' | 'string',
): RequiredLiterals {
  if (leadingWildcard || /^[-0-9]/.test(text)) return within(text);
  const start = plainStart.exec(text)?.[0];
  if (start === undefined) return within(text);
  if (start === text) return [[{ text: trailingWildcard ? text : `${text}"`, place }]];
  return [[{ text: start, place }], ...within(text.slice(start.length))];
}

/** The longest run of characters with at most two spellings. */
function within(text: string): RequiredLiterals {
  const longest = (text.match(plainRun) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '');
  return longest === '' ? [] : [[{ text: longest, place: 'anywhere' }]];
}

const ranks = { member: 0, string: 1, anywhere: 2 } as const;

/** How hard a requirement's literals are to find: as hard as the hardest. */
export function rankOf(literals: Alternatives): number {
  return Math.max(...literals.map(({ place }) => ranks[place]));
}

/**
 * The requirement to name for one side of an "or": the easiest to find, of these one with the fewest literals, of
 * these the one whose shortest text is longest.
 */
function mostTelling(requirements: RequiredLiterals): Alternatives | undefined {
  const shortest = (literals: Alternatives): number => Math.min(...literals.map(({ text }) => text.length));
  return [...requirements].sort(
    (a, b) => rankOf(a) - rankOf(b) || a.length - b.length || shortest(b) - shortest(a),
  )[0];
}

function withoutDoubles(literals: Alternatives): Alternatives {
  return [...new Map(literals.map((literal) => [`${literal.place} ${literal.text}`, literal])).values()];
}
