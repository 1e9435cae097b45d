import {
  type FilterPatternSyntax,
  isJunction,
  type JsonCondition,
  type TextValue,
  type Tree,
} from '../../cloudwatch/filter-pattern/index.ts';

/**
 * Text that stands in a matching message as it is or with characters spelled as `\u00hh`. A quote at its
 * beginning is where a JSON string begins, one at its end is where the string ends; there is none within.
 */
export type Literal = string;

/** Texts of which a matching message holds at least one. Never empty. */
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
  return ofEach.includes(undefined) ? [] : [[...new Set(ofEach.flatMap((texts) => texts ?? []))]];
}

/** Text that a value equals is in the message, with or without escapes; a number has many spellings. */
function ofCondition(condition: JsonCondition): RequiredLiterals {
  if (condition.kind !== 'equality' || condition.operator !== '=') return [];
  return condition.value.kind === 'text' ? ofText(condition.value) : [];
}

/** A text that could be a number's, which has no quotes, may stand anywhere. */
function ofText({ text, leadingWildcard, trailingWildcard }: TextValue): RequiredLiterals {
  if (leadingWildcard || /^[-0-9]/.test(text)) return within(text);
  const start = plainStart.exec(text)?.[0];
  if (start === undefined) return within(text);
  if (start === text) return [[trailingWildcard ? `"${text}` : `"${text}"`]];
  return [[`"${start}`], ...within(text.slice(start.length))];
}

/** The longest run of characters with at most two spellings. */
function within(text: string): RequiredLiterals {
  const longest = (text.match(plainRun) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '');
  return longest === '' ? [] : [[longest]];
}

/**
 * The requirement to name for one side of an "or": with the fewest alternatives, of those the one whose shortest
 * text is longest, the beginning of a string before what stands anywhere.
 */
function mostTelling(requirements: RequiredLiterals): Alternatives | undefined {
  const shortest = (texts: Alternatives): number => Math.min(...texts.map(({ length }) => length));
  const anywhere = (texts: Alternatives): number => (texts.every((text) => text.startsWith('"')) ? 0 : 1);
  return [...requirements].sort(
    (a, b) => anywhere(a) - anywhere(b) || a.length - b.length || shortest(b) - shortest(a),
  )[0];
}
