import type { JsonDocument, JsonStep, SqlDialect } from '../../../replay/athena/sql-dialect.ts';
import { sqlString } from '../../../replay/athena/sql-text.ts';

/** The same functions in DuckDB, with Trino's answers where the two differ by themselves. */
export const duckDbDialect: SqlDialect = {
  jsonText: (document, path) => `CAST(${json(document, path)} AS VARCHAR)`,
  jsonScalar: ({ sql }, path) => {
    const at = jsonPath(path);
    return `CASE WHEN json_type(${sql}, ${at}) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(${sql}, ${at}) END`;
  },
  jsonMembers: (document, path) => {
    const value = json(document, path);
    return `COALESCE(TRY_CAST(${value} AS JSON[]), map_values(TRY_CAST(${value} AS MAP(VARCHAR, JSON))))`;
  },
  anyMatch: (array, member, condition) => `(len(list_filter(${array}, lambda ${member}: ${condition})) > 0)`,
  elementAt: (array, position) => `${array}[${position}]`,
  mapValue: (map, key) => `${map}[${sqlString(key)}]`,
  instant: (text) => `CAST(${text} AS TIMESTAMPTZ)`,
};

function json({ sql, type }: JsonDocument, path: readonly JsonStep[]): string {
  return type === 'json' && path.length === 0 ? sql : `json_extract(${sql}, ${jsonPath(path)})`;
}

function jsonPath(path: readonly JsonStep[]): string {
  const steps = path.map((step) =>
    step.kind === 'index' ? `[${step.index}]` : `."${step.key.replace(/["\\]/g, String.raw`\$&`)}"`,
  );
  return sqlString(`$${steps.join('')}`);
}
