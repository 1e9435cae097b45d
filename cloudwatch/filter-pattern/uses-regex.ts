import { isJunction, type Comparison, type FilterPatternSyntax, type Tree } from './syntax.ts';

/** Whether a pattern holds a regular expression: a log group takes few filters that do. */
export function usesRegex(syntax: FilterPatternSyntax): boolean {
  switch (syntax.kind) {
    case 'all':
      return false;
    case 'terms':
      return syntax.terms.some(({ match }) => match.kind === 'regex');
    case 'json':
      return someLeaf(
        syntax.expression,
        (condition) => condition.kind === 'equality' && comparesRegex(condition),
      );
    case 'space-delimited':
      return syntax.fields.some(
        (field) =>
          field.kind === 'field' && field.condition !== undefined && someLeaf(field.condition, comparesRegex),
      );
  }
}

function comparesRegex(comparison: Comparison): boolean {
  return comparison.kind === 'equality' && comparison.value.kind === 'regex';
}

function someLeaf<Leaf extends { readonly kind: string }>(
  tree: Tree<Leaf>,
  holds: (leaf: Leaf) => boolean,
): boolean {
  return isJunction(tree) ? tree.operands.some((operand) => someLeaf(operand, holds)) : holds(tree);
}
