import fc from 'fast-check';
import {
  type JsonExpression,
  parseFilterPattern,
  printFilterPattern,
} from '../../../cloudwatch/filter-pattern/index.ts';
import { compilePattern } from '../../../replay/athena/compile-pattern.ts';
import { CloudTrailDatabase } from './cloudtrail-database.ts';
import { duckDbDialect } from './duckdb-dialect.ts';

export interface ComparisonWithMatcher {
  /** Pattern and record, wherever SQL and matcher do not agree. */
  readonly differences: readonly {
    readonly pattern: string;
    readonly record: string;
    readonly sql: unknown;
  }[];
  /** Patterns that had SQL. */
  readonly patterns: number;
  readonly refused: number;
  /** Pairs of a pattern and a record that were asked. */
  readonly pairs: number;
  /** How many of them match. */
  readonly matches: number;
}

/** Asks DuckDB and the matcher about every record with every pattern. */
export async function compareWithMatcher(
  patterns: readonly string[],
  records: readonly string[],
): Promise<ComparisonWithMatcher> {
  const compiled = patterns.flatMap((text) => {
    const pattern = parseFilterPattern(text);
    const sql = compilePattern(pattern.syntax, duckDbDialect);
    return sql.kind === 'sql' ? { pattern, sql: sql.sql } : [];
  });
  const database = await CloudTrailDatabase.create(records);
  try {
    const answers = await database.ask(compiled.map(({ sql }) => sql));
    const differences: { pattern: string; record: string; sql: unknown }[] = [];
    let matches = 0;
    for (const [index, { pattern }] of compiled.entries()) {
      for (const [number, record] of records.entries()) {
        const expected = pattern.match(record);
        const sql = answers[index]?.[number];
        matches += expected ? 1 : 0;
        if (sql !== expected) differences.push({ pattern: pattern.text, record, sql });
      }
    }
    return {
      differences,
      patterns: compiled.length,
      refused: patterns.length - compiled.length,
      pairs: compiled.length * records.length,
      matches,
    };
  } finally {
    database.close();
  }
}

/** Random texts of patterns, the same for the same seed. */
export function samplePatterns(arbitrary: fc.Arbitrary<JsonExpression>, numRuns: number, seed: number) {
  return fc
    .sample(arbitrary, { numRuns, seed })
    .map((expression) => printFilterPattern({ kind: 'json', expression }));
}
