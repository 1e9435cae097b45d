import { isJunction, type Tree } from './syntax.ts';

export type Predicate<Subject> = (subject: Subject) => boolean;

/** Compiles a tree of conditions; operands are asked left to right until the outcome is certain. */
export function compileTree<Leaf extends { readonly kind: string }, Subject>(
  tree: Tree<Leaf>,
  compileLeaf: (leaf: Leaf) => Predicate<Subject>,
): Predicate<Subject> {
  if (!isJunction(tree)) return compileLeaf(tree);
  const predicates = tree.operands.map((operand) => compileTree(operand, compileLeaf));
  const [first, second] = predicates;
  if (predicates.length === 2 && first !== undefined && second !== undefined) {
    return tree.kind === 'and'
      ? (subject) => first(subject) && second(subject)
      : (subject) => first(subject) || second(subject);
  }
  return tree.kind === 'and'
    ? (subject) => predicates.every((predicate) => predicate(subject))
    : (subject) => predicates.some((predicate) => predicate(subject));
}
