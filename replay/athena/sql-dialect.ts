import type { SelectorStep } from '../../cloudwatch/filter-pattern/index.ts';
import { sqlString } from './sql-text.ts';

/** A step within JSON that leads to one value. */
export type JsonStep = Exclude<SelectorStep, { readonly kind: 'wildcard' }>;

/** A JSON document in SQL: a text column that holds JSON, or a value of the type JSON. */
export interface JsonDocument {
  readonly sql: string;
  readonly type: 'text' | 'json';
}

/**
 * What engines spell each in their own way. All functions take and give SQL expressions; everything that is not
 * here is written alike for all.
 */
export interface SqlDialect {
  /** The JSON text of the value at a path: `"x"` for a string, `null` for null, NULL where there is nothing. */
  jsonText(document: JsonDocument, path: readonly JsonStep[]): string;
  /** A string as it is, a number or boolean as its JSON text, NULL for anything else. */
  jsonScalar(document: JsonDocument, path: readonly JsonStep[]): string;
  /** The members of an array or the values of an object at a path, as an array of JSON; NULL for anything else. */
  jsonMembers(document: JsonDocument, path: readonly JsonStep[]): string;
  /** Whether a condition on a member, which it calls by a name, holds for any; NULL for no array. */
  anyMatch(array: string, member: string, condition: string): string;
  /** A member of an array, counted from 1; NULL beyond its ends. */
  elementAt(array: string, position: number): string;
  /** The value under a key of a map, or NULL. */
  mapValue(map: string, key: string): string;
  /** The instant that a text in ISO 8601 names. */
  instant(text: string): string;
}

/**
 * Athena's engine version 3, whose functions are Trino's.
 * @see https://docs.aws.amazon.com/athena/latest/ug/functions-env3.html
 * @see https://trino.io/docs/current/functions/json.html
 * @see https://trino.io/docs/current/functions/array.html
 */
export const athenaDialect: SqlDialect = {
  jsonText: (document, path) => `json_format(${json(document, path)})`,
  jsonScalar: ({ sql }, path) => `json_extract_scalar(${sql}, ${jsonPath(path)})`,
  jsonMembers: (document, path) => {
    const value = json(document, path);
    return `COALESCE(TRY_CAST(${value} AS ARRAY(JSON)), map_values(TRY_CAST(${value} AS MAP(VARCHAR, JSON))))`;
  },
  anyMatch: (array, member, condition) => `any_match(${array}, ${member} -> ${condition})`,
  elementAt: (array, position) => `element_at(${array}, ${position})`,
  mapValue: (map, key) => `element_at(${map}, ${sqlString(key)})`,
  instant: (text) => `from_iso8601_timestamp(${text})`,
};

function json({ sql, type }: JsonDocument, path: readonly JsonStep[]): string {
  return type === 'json' && path.length === 0 ? sql : `json_extract(${sql}, ${jsonPath(path)})`;
}

/** Brackets and quotes take any key; the quote and the backslash are escaped by a backslash. */
function jsonPath(path: readonly JsonStep[]): string {
  const steps = path.map((step) =>
    step.kind === 'index' ? `[${step.index}]` : `["${step.key.replace(/["\\]/g, String.raw`\$&`)}"]`,
  );
  return sqlString(`$${steps.join('')}`);
}
