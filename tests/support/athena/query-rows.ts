import type { AlarmDeclaration } from '../../../cloudwatch/alarm/index.ts';
import type { MetricFilterDeclaration } from '../../../cloudwatch/metric-filter.ts';
import { type AthenaQuery, buildAthenaQuery, type QueryScope } from '../../../replay/athena/athena-query.ts';
import { refusalSentences } from '../../../replay/athena/render-queries.ts';
import { type CloudTrailDatabase, tableName } from './cloudtrail-database.ts';
import { duckDbDialect } from './duckdb-dialect.ts';

export type QueryRow = Readonly<Record<string, unknown>>;

/** Runs a detection's query, as DuckDB spells it. @throws Error when a clause is refused. */
export async function queryRows(
  database: CloudTrailDatabase,
  alarm: AlarmDeclaration,
  filters: readonly MetricFilterDeclaration[],
  scope: Omit<QueryScope, 'table'>,
): Promise<readonly QueryRow[]> {
  const { sql } = built(buildAthenaQuery(alarm, filters, { table: tableName, ...scope }, duckDbDialect));
  const rows = await database.rows(sql);
  return rows.map((row) => ({
    ...row,
    minute: new Date(row['minute'] as string).toISOString(),
    datapoint: Number(row['datapoint']),
    matches: Number(row['matches']),
  }));
}

function built(query: ReturnType<typeof buildAthenaQuery>): AthenaQuery {
  if ('clauses' in query) throw new Error(refusalSentences(query).join('\n'));
  return query;
}

/** Rows in an order of their own, for comparing. */
export function sorted(rows: readonly QueryRow[]): readonly QueryRow[] {
  return [...rows].sort((a, b) => (String(a['eventid']) < String(b['eventid']) ? -1 : 1));
}
