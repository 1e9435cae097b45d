import {
  type FilterPatternSyntax,
  isJunction,
  type JsonCondition,
  type Tree,
} from '../../cloudwatch/filter-pattern/index.ts';

/** Texts of which a matching message holds at least one. Never empty. */
export type Alternatives = readonly string[];

/**
 * What every matching message holds, each of it as it is or with characters spelled as `\u00hh`. Empty: the
 * pattern requires no text that could be looked for.
 */
export type RequiredLiterals = readonly Alternatives[];

/**
 * The literals that a pattern requires. Only characters that JSON can spell in two ways at most, themselves
 * and `\u00hh`, are part of a literal: printable ASCII but for quote, backslash and slash.
 */
export function requiredLiterals(syntax: FilterPatternSyntax): RequiredLiterals {
  switch (syntax.kind) {
    case 'all':
    case 'space-delimited':
      return [];
    case 'terms':
      return syntax.terms.flatMap(({ role, match }) =>
        role === 'required' && match.kind === 'substring' ? literalIn(match.text) : [],
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
  return condition.value.kind === 'text' ? literalIn(condition.value.text) : [];
}

/** The longest run of characters with at most two spellings; one or two characters tell too little. */
function literalIn(text: string): RequiredLiterals {
  const runs = text.match(/[\x20\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{3,}/g) ?? [];
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a), '');
  return longest === '' ? [] : [[longest]];
}

/** The requirement with the fewest alternatives, of those the one whose shortest text is longest. */
function mostTelling(requirements: RequiredLiterals): Alternatives | undefined {
  const shortest = (texts: Alternatives): number => Math.min(...texts.map(({ length }) => length));
  return [...requirements].sort((a, b) => a.length - b.length || shortest(b) - shortest(a))[0];
}
