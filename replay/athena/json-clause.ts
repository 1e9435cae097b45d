import { compileComparison } from '../../cloudwatch/filter-pattern/compile-value.ts';
import { hasExponent, parseDecimal } from '../../cloudwatch/filter-pattern/decimal.ts';
import type { Selector, TextValue } from '../../cloudwatch/filter-pattern/index.ts';
import { certain, type ClauseSql, type ClauseTest, orFalse, refused } from './clause-sql.ts';
import { regexRefusal } from './column-clause.ts';
import type { JsonDocument, JsonStep, SqlDialect } from './sql-dialect.ts';
import { sqlLike, sqlString } from './sql-text.ts';

/** Up to so many significant digits, two decimals that differ are two doubles that differ, in the same order. */
const exactDigits = 15;
/** Far within what a double can be, so that no bound becomes zero or infinity. */
const greatestExponent = 300;
const member = 'member';

/**
 * A clause on a value inside a JSON text. Nothing is lost in there but how a number is spelled: the writers of
 * JSON on the way may make `1.50` of `1.5` and `100.0` of `1e2`.
 */
export function jsonClause(
  document: JsonDocument,
  selector: Selector,
  test: ClauseTest,
  dialect: SqlDialect,
): ClauseSql {
  const wildcard = selector.findIndex(({ kind }) => kind === 'wildcard');
  if (wildcard === -1) return valueClause(valueAt(document, selector.filter(isStep), dialect), test, dialect);
  const inner = jsonClause({ sql: member, type: 'json' }, selector.slice(wildcard + 1), test, dialect);
  if (inner.kind === 'refused') return inner;
  const parent = selector.slice(0, wildcard).filter(isStep);
  const members = guarded(document, parent, dialect.jsonMembers(document, parent), dialect);
  return { ...inner, sql: `COALESCE(${dialect.anyMatch(members, member, inner.sql)}, FALSE)` };
}

/** A value in its two notations, and the members it has if it is an array. */
interface JsonValue {
  readonly text: string;
  readonly scalar: string;
  readonly members: string;
}

function valueAt(document: JsonDocument, path: readonly JsonStep[], dialect: SqlDialect): JsonValue {
  const guard = (sql: string): string => guarded(document, path, sql, dialect);
  const text = guard(dialect.jsonText(document, path));
  return {
    // A null member of an array is a JSON null to one engine and NULL to another.
    text: document.type === 'json' && path.length === 0 ? `COALESCE(${text}, 'null')` : text,
    scalar: guard(dialect.jsonScalar(document, path)),
    members: guard(dialect.jsonMembers(document, path)),
  };
}

/**
 * Trino takes `[0]` on an object for the key "0", and the key "0" on an array for the index; to CloudWatch
 * neither is there.
 * @see https://github.com/trinodb/trino/blob/master/core/trino-main/src/main/java/io/trino/operator/scalar/JsonExtract.java
 */
function guarded(
  document: JsonDocument,
  path: readonly JsonStep[],
  sql: string,
  dialect: SqlDialect,
): string {
  const guards = path.flatMap((step, depth) => {
    const container = step.kind === 'index' ? '[' : /^[+-]?\d+$/.test(step.key) ? '{' : undefined;
    if (container === undefined) return [];
    return `${dialect.jsonText(document, path.slice(0, depth))} LIKE '${container}%'`;
  });
  return guards.length === 0 ? sql : `CASE WHEN ${guards.join(' AND ')} THEN ${sql} END`;
}

function valueClause(value: JsonValue, test: ClauseTest, dialect: SqlDialect): ClauseSql {
  switch (test.kind) {
    case 'not-exists':
      return certain(`${value.text} IS NULL`);
    case 'is':
      if (test.type !== 'NULL') return orFalse(`${value.text} = '${test.type.toLowerCase()}'`);
      return orFalse(`${value.text} = 'null' OR (${value.text} LIKE '[%' AND ${hasNull(value, dialect)})`);
    case 'order':
      return numberClause(test.number, (bound) => `${number(value)} ${test.operator} ${bound}`);
    case 'equality': {
      const operator = test.operator === '=' ? '=' : '<>';
      if (test.value.kind === 'regex') return refused(regexRefusal);
      if (test.value.kind === 'text') return textClause(value, test.value, operator);
      const ofText = hasExponent(test.value.text)
        ? String(operator === '<>').toUpperCase()
        : `${value.scalar} ${operator} ${sqlString(test.value.text)}`;
      return numberClause(
        test.value.text,
        (bound) =>
          `CASE WHEN ${value.text} LIKE '"%' THEN ${ofText} ELSE ${number(value)} ${operator} ${bound} END`,
      );
    }
  }
}

function hasNull({ members }: JsonValue, dialect: SqlDialect): string {
  const memberText = dialect.jsonText({ sql: member, type: 'json' }, []);
  return dialect.anyMatch(members, member, `COALESCE(${memberText}, 'null') = 'null'`);
}

/** NULL for anything but a number: the JSON text of a string begins with a quote. */
function number({ text }: JsonValue): string {
  return `TRY_CAST(${text} AS DOUBLE)`;
}

function numberClause(literal: string, condition: (bound: string) => string): ClauseSql {
  const decimal = parseDecimal(literal);
  if (decimal === undefined) throw new TypeError(`A syntax tree holds ${literal} as a number.`);
  if (decimal.digits.length > exactDigits || !(Math.abs(Number(decimal.exponent)) < greatestExponent)) {
    return refused(
      `SQL compares JSON's numbers as DOUBLE, which is exact for at most ${exactDigits} significant digits`,
    );
  }
  return {
    ...orFalse(condition(`DOUBLE ${sqlString(literal)}`)),
    assumption: `No number compared with ${literal} has more than ${exactDigits} significant digits.`,
  };
}

function textClause(value: JsonValue, pattern: TextValue, operator: '=' | '<>'): ClauseSql {
  const matches = compileComparison({ kind: 'equality', operator: '=', value: pattern }).text;
  const isAny = pattern.text === '' && pattern.leadingWildcard;
  if (!isAny && dependsOnSpelling(pattern)) {
    return refused(
      `whether a number looks like ${JSON.stringify(written(pattern))} depends on its spelling, which the table may not keep`,
    );
  }
  const { text, scalar } = value;
  const noBoolean = `${text} NOT IN ('true', 'false')`;
  if (isAny) return operator === '=' ? orFalse(`${scalar} IS NOT NULL AND ${noBoolean}`) : certain('FALSE');
  const isExact = !pattern.leadingWildcard && !pattern.trailingWildcard;
  const comparison = isExact
    ? `${scalar} ${operator} ${sqlString(pattern.text)}`
    : `${scalar} ${operator === '=' ? '' : 'NOT '}${sqlLike(pattern)}`;
  const isNeverBoolean = operator === '=' && !matches('true') && !matches('false');
  return orFalse(isNeverBoolean ? comparison : `${comparison} AND ${noBoolean}`);
}

const numberSpelling = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** An integer that every writer of JSON spells alike: the larger ones some write with an exponent. */
const plainInteger = /^(?:0|-?[1-9]\d{0,14})$/;

/** Whether a number could match by one of its spellings and not by another. */
function dependsOnSpelling({ text, leadingWildcard, trailingWildcard }: TextValue): boolean {
  if (!leadingWildcard && !trailingWildcard) return numberSpelling.test(text) && !plainInteger.test(text);
  if (!leadingWildcard && !/^[-\d]/.test(text)) return false;
  if (!trailingWildcard && !/\d$/.test(text)) return false;
  return /^[-+\d]*\.?[-+\d]*(?:[eE][-+\d]*)?$/.test(text);
}

function written({ text, leadingWildcard, trailingWildcard }: TextValue): string {
  return `${leadingWildcard ? '*' : ''}${text}${trailingWildcard ? '*' : ''}`;
}

function isStep(step: Selector[number]): step is JsonStep {
  return step.kind !== 'wildcard';
}
