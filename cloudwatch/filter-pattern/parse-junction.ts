import type { Tree } from './syntax.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Reads operands joined by `&&` and `||`; `&&` binds tighter. A single operand stays itself. */
export function parseJunction<Leaf>(cursor: TokenCursor, parseOperand: () => Tree<Leaf>): Tree<Leaf> {
  return parseChain(cursor, 'or', () => parseChain(cursor, 'and', parseOperand));
}

function parseChain<Leaf>(
  cursor: TokenCursor,
  kind: 'and' | 'or',
  parseOperand: () => Tree<Leaf>,
): Tree<Leaf> {
  const first = parseOperand();
  const operands = [first];
  while (cursor.accept(kind === 'and' ? '&&' : '||')) operands.push(parseOperand());
  return operands.length === 1 ? first : { kind, operands };
}
