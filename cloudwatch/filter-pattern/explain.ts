import { compileJson } from './compile-json.ts';
import { compileSelector } from './compile-selector.ts';
import { compileFieldComparison, compileSpace } from './compile-space.ts';
import { compileTerms } from './compile-terms.ts';
import type { ClauseExplanation, ConditionExplanation, PatternExplanation } from './explanation.ts';
import { isJsonObject, numberText, readJson } from './json-reader.ts';
import { printComparison, printCondition, printTerm } from './print-filter-pattern.ts';
import {
  isJunction,
  type Comparison,
  type FilterPatternSyntax,
  type JsonCondition,
  type JsonExpression,
  type SpaceDelimitedSyntax,
  type Term,
  type Tree,
} from './syntax.ts';

/** Values of one condition that are shown; a wildcard can lead to thousands. */
const maxValues = 10;
const maxValueCharacters = 200;

/**
 * Why a message matches, or which clause refused it. Compiles each clause anew and asks all of them, so it is for one
 * message that a person looks at, not for many. Never throws.
 */
export function explain(syntax: FilterPatternSyntax, message: string): PatternExplanation {
  switch (syntax.kind) {
    case 'all':
      return { matches: true };
    case 'terms':
      return ofClause(explainTerms(syntax.terms, message));
    case 'json':
      return explainJson(syntax.expression, message);
    case 'space-delimited':
      return explainSpace(syntax, message);
  }
}

function ofClause(clause: ClauseExplanation): PatternExplanation {
  return { matches: clause.holds, clause };
}

function explainTree<Leaf extends { readonly kind: string }>(
  tree: Tree<Leaf>,
  explainLeaf: (leaf: Leaf) => ConditionExplanation,
): ClauseExplanation {
  if (!isJunction(tree)) return explainLeaf(tree);
  return junction(
    tree.kind,
    tree.operands.map((operand) => explainTree(operand, explainLeaf)),
  );
}

/** One operand stands for itself. */
function junction(kind: 'and' | 'or', operands: readonly ClauseExplanation[]): ClauseExplanation {
  const [first] = operands;
  if (first !== undefined && operands.length === 1) return first;
  const holds =
    kind === 'and' ? operands.every((operand) => operand.holds) : operands.some((operand) => operand.holds);
  return { kind, holds, operands };
}

function explainJson(expression: JsonExpression, message: string): PatternExplanation {
  const event = readJson(message);
  if (!isJsonObject(event)) return { matches: false, refusal: 'The message is no JSON object.' };
  const explainCondition = (condition: JsonCondition): ConditionExplanation => ({
    kind: 'condition',
    text: printCondition(condition),
    holds: compileJson(condition, () => undefined)(event),
    seen: valuesOf(condition, event),
  });
  return ofClause(explainTree(expression, explainCondition));
}

function valuesOf({ selector }: JsonCondition, event: unknown): string[] {
  const values: string[] = [];
  let more = 0;
  compileSelector(selector, (value) => {
    if (value === undefined) return false;
    if (values.length < maxValues) values.push(printValue(value));
    else more += 1;
    return false;
  })(event);
  return more === 0 ? values : [...values, `… and ${more} more`];
}

/** As JSON; of an array or object only how much is in it. */
function printValue(value: unknown): string {
  const number = numberText(value);
  if (number !== undefined) return cut(number);
  if (Array.isArray(value)) return `[${members(value.length)}]`;
  if (isJsonObject(value)) return `{${members(Object.keys(value).length)}}`;
  return cut(JSON.stringify(value));
}

function members(count: number): string {
  return count === 0 ? '' : ` ${count} ${count === 1 ? 'member' : 'members'} `;
}

function cut(text: string): string {
  return text.length <= maxValueCharacters ? text : `${text.slice(0, maxValueCharacters)}…`;
}

/** Optional terms beside others are ignored, so they are not asked. */
function explainTerms(terms: readonly Term[], message: string): ClauseExplanation {
  const deciding = terms.filter(({ role }) => role !== 'optional');
  const explainTerm = (term: Term): ConditionExplanation => ({
    kind: 'condition',
    text: printTerm(term),
    holds: compileTerms([term])(message),
    seen: [],
  });
  return deciding.length > 0
    ? junction('and', deciding.map(explainTerm))
    : junction('or', terms.map(explainTerm));
}

function explainSpace(syntax: SpaceDelimitedSyntax, message: string): PatternExplanation {
  const texts = compileSpace(withoutConditions(syntax))(message);
  if (texts === undefined) {
    return { matches: false, refusal: 'The message has fewer fields than the pattern.' };
  }
  const clauses = syntax.fields.flatMap((field) => {
    if (field.kind === 'ellipsis' || field.condition === undefined) return [];
    const { name = '', condition } = field;
    const text = texts[`$${name}`] ?? '';
    const explainComparison = (comparison: Comparison): ConditionExplanation => ({
      kind: 'condition',
      text: printComparison(name, comparison),
      holds: compileFieldComparison(comparison)(text),
      seen: [cut(JSON.stringify(text))],
    });
    return [explainTree(condition, explainComparison)];
  });
  return clauses.length === 0 ? { matches: true } : ofClause(junction('and', clauses));
}

/** Matches whatever has enough fields. */
function withoutConditions({ fields }: SpaceDelimitedSyntax): SpaceDelimitedSyntax {
  const places = fields.map((field) =>
    field.kind === 'ellipsis' ? field : { ...field, condition: undefined },
  );
  return { kind: 'space-delimited', fields: places };
}
