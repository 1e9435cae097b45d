import { isNumber } from './decimal.ts';
import { maxPatternCharacters } from './limits.ts';
import { plainKey } from './read-selector.ts';
import {
  isJunction,
  type Comparison,
  type FilterPatternSyntax,
  type JsonCondition,
  type Selector,
  type SpaceField,
  type Term,
  type Tree,
  type Value,
} from './syntax.ts';
import { bareTerm } from './parse-term-pattern.ts';
import { bareWord } from './tokens.ts';

/** `documented` is spelled as AWS's documentation does; `compact` never exceeds the text a tree was parsed from. */
type Style = 'documented' | 'compact';

/**
 * Writes a syntax tree as a pattern that parses back to an equal tree, in the spelling of AWS's documentation
 * as long as that keeps within CloudWatch's length limit.
 */
export function printFilterPattern(syntax: FilterPatternSyntax): string {
  const text = print(syntax, 'documented');
  return Array.from(text).length <= maxPatternCharacters ? text : print(syntax, 'compact');
}

function print(syntax: FilterPatternSyntax, style: Style): string {
  switch (syntax.kind) {
    case 'all':
      return '';
    case 'terms':
      return syntax.terms.map(printTerm).join(' ');
    case 'json': {
      const space = style === 'documented' ? ' ' : '';
      return `{${space}${printTree(syntax.expression, style, (leaf) => printCondition(leaf, style))}${space}}`;
    }
    case 'space-delimited':
      return `[${syntax.fields.map((field) => printField(field, style)).join(style === 'documented' ? ', ' : ',')}]`;
  }
}

export function printTerm({ role, match }: Term): string {
  const prefix = { required: '', excluded: '-', optional: '?' }[role];
  if (match.kind === 'regex') return `${prefix}%${match.source}%`;
  return prefix + (bareTerm.test(match.text) ? match.text : `"${match.text}"`);
}

/** Parentheses are needed around a junction inside an `&&`, and around an `||` inside an `||`. */
function printTree<Leaf extends { readonly kind: string }>(
  tree: Tree<Leaf>,
  style: Style,
  printLeaf: (leaf: Leaf) => string,
): string {
  if (!isJunction(tree)) return printLeaf(tree);
  const operands = tree.operands.map((operand) => {
    const text = printTree(operand, style, printLeaf);
    const nested = isJunction(operand) && (tree.kind === 'and' || operand.kind === 'or');
    return nested ? `(${text})` : text;
  });
  const separator = tree.kind === 'and' ? '&&' : '||';
  return operands.join(style === 'documented' ? ` ${separator} ` : separator);
}

export function printCondition(condition: JsonCondition, style: Style = 'documented'): string {
  const selector = printSelector(condition.selector, style);
  switch (condition.kind) {
    case 'equality':
    case 'order':
      return printComparison(selector, condition, style);
    case 'is':
      return `${selector} IS ${condition.type}`;
    case 'not-exists':
      return `${selector} NOT EXISTS`;
  }
}

function printSelector(selector: Selector, style: Style): string {
  return selector.reduce((text, step) => {
    switch (step.kind) {
      case 'index':
        return `${text}[${step.index}]`;
      case 'wildcard':
        return `${text}.*`;
      case 'key': {
        if (plainKey.test(step.key)) return `${text}.${step.key}`;
        const quote = step.key.includes("'") ? '"' : "'";
        return `${text}${style === 'documented' ? '.' : ''}[${quote}${step.key}${quote}]`;
      }
    }
  }, '$');
}

function printField(field: SpaceField, style: Style): string {
  if (field.kind === 'ellipsis') return '...';
  const { name = '', condition } = field;
  if (condition === undefined) return name;
  return printTree(condition, style, (comparison) => printComparison(name, comparison, style));
}

export function printComparison(
  subject: string,
  comparison: Comparison,
  style: Style = 'documented',
): string {
  const right = comparison.kind === 'order' ? comparison.number : printValue(comparison.value, style);
  return style === 'documented'
    ? `${subject} ${comparison.operator} ${right}`
    : `${subject}${comparison.operator}${right}`;
}

function printValue(value: Value, style: Style): string {
  if (value.kind === 'number') return value.text;
  if (value.kind === 'regex') return `%${value.source}%`;
  const any = value.text === '' && value.leadingWildcard && value.trailingWildcard;
  const text = any
    ? '*'
    : `${value.leadingWildcard ? '*' : ''}${value.text}${value.trailingWildcard ? '*' : ''}`;
  return style === 'compact' && bareWord.test(text) && !isNumber(text) ? text : `"${text}"`;
}
