import {
  type FilterPatternSyntax,
  isJunction,
  type JsonCondition,
  type JsonExpression,
  printFilterPattern,
} from '../../cloudwatch/filter-pattern/index.ts';
import { compileClause } from './compile-clause.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { indent } from './sql-text.ts';

/** A filter pattern as a condition on a row of the CloudTrail table. */
export interface PatternSql {
  /** Never NULL. */
  readonly sql: string;
  /** Sentences. */
  readonly assumptions: readonly string[];
}

/** A clause that has no faithful SQL. */
export interface RefusedClause {
  /** As a pattern spells it. */
  readonly clause: string;
  readonly why: string;
}

export type CompiledPattern =
  | ({ readonly kind: 'sql' } & PatternSql)
  | { readonly kind: 'refused'; readonly clauses: readonly RefusedClause[] };

/**
 * Compiles a filter pattern's syntax tree, the one that the matcher is compiled from. All clauses that have no
 * faithful SQL are named, not only the first.
 */
export function compilePattern(syntax: FilterPatternSyntax, dialect: SqlDialect): CompiledPattern {
  switch (syntax.kind) {
    case 'all':
      return { kind: 'sql', sql: 'TRUE', assumptions: [] };
    case 'terms':
    case 'space-delimited':
      return {
        kind: 'refused',
        clauses: [
          {
            clause: printFilterPattern(syntax),
            why: 'it matches the text of the record, which the table does not keep',
          },
        ],
      };
    case 'json':
      return compileExpression(syntax.expression, dialect);
  }
}

function compileExpression(expression: JsonExpression, dialect: SqlDialect): CompiledPattern {
  const { sql, assumptions, clauses } = compileTree(expression, dialect);
  if (clauses.length > 0) return { kind: 'refused', clauses };
  return { kind: 'sql', sql, assumptions: [...new Set(assumptions)] };
}

/** A part of a pattern; its SQL counts only where no clause is refused. */
type Part = PatternSql & { readonly clauses: readonly RefusedClause[] };

/** One operand a line. Operands are never NULL, so neither is the whole. */
function compileTree(tree: JsonExpression, dialect: SqlDialect): Part {
  if (!isJunction(tree)) return compileLeaf(tree, dialect);
  const parts = tree.operands.map((operand) => {
    const part = compileTree(operand, dialect);
    return isJunction(operand) ? { ...part, sql: `(\n${indent(part.sql, 2)}\n)` } : part;
  });
  return {
    sql: parts.map(({ sql }) => sql).join(tree.kind === 'and' ? '\nAND ' : '\nOR '),
    assumptions: parts.flatMap(({ assumptions }) => assumptions),
    clauses: parts.flatMap(({ clauses }) => clauses),
  };
}

function compileLeaf(condition: JsonCondition, dialect: SqlDialect): Part {
  const compiled = compileClause(condition, dialect);
  if (compiled.kind === 'refused') {
    return {
      sql: 'FALSE',
      assumptions: [],
      clauses: [{ clause: printClause(condition), why: compiled.why }],
    };
  }
  const { sql, assumption } = compiled;
  return { sql, assumptions: assumption === undefined ? [] : [assumption], clauses: [] };
}

function printClause(condition: JsonCondition): string {
  return printFilterPattern({ kind: 'json', expression: condition }).replace(/^\{\s*|\s*\}$/g, '');
}
