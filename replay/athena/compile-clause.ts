import type { JsonCondition, Selector } from '../../cloudwatch/filter-pattern/index.ts';
import { type ClauseSql, type ClauseTest, refused } from './clause-sql.ts';
import { cloudTrailRecord, columnOf, type TableField, type TableFields } from './cloudtrail-table.ts';
import { booleanClause, containerClause, jsonRootClause, textClause } from './column-clause.ts';
import { jsonClause } from './json-clause.ts';
import type { SqlDialect } from './sql-dialect.ts';

/** Where a selector has led to so far. */
interface Place {
  readonly field: TableField;
  /** Empty for the record itself. */
  readonly sql: string;
  /** In the record, for sentences. */
  readonly name: string;
}

const listMember = 'resource';

/**
 * Compiles one clause of a JSON pattern to a condition on a row of the CloudTrail table that holds exactly when
 * CloudWatch would call the clause true of the row's record, or refuses it.
 */
export function compileClause(condition: JsonCondition, dialect: SqlDialect): ClauseSql {
  const { selector, ...test } = condition;
  return clauseAt({ field: cloudTrailRecord, sql: '', name: '' }, selector, test, dialect);
}

function clauseAt(place: Place, steps: Selector, test: ClauseTest, dialect: SqlDialect): ClauseSql {
  const { field, sql, name } = place;
  if (field.kind === 'json' && steps.length > 0)
    return jsonClause({ sql, type: 'text' }, steps, test, dialect);
  const [step, ...rest] = steps;
  if (step === undefined) return clauseOn(place, test);
  switch (field.kind) {
    case 'object': {
      if (step.kind !== 'key') {
        return refused(`the table has only the documented fields of ${name === '' ? 'a record' : name}`);
      }
      const found = Object.hasOwn(field.fields, step.key) ? field.fields[step.key] : undefined;
      const path = name === '' ? step.key : `${name}.${step.key}`;
      if (found === undefined) return refused(`the table has no ${path}${hint(field.fields, step.key)}`);
      const column = sql === '' ? columnOf(step.key) : `${sql}.${columnOf(step.key)}`;
      return clauseAt({ field: found, sql: column, name: path }, rest, test, dialect);
    }
    case 'list': {
      if (step.kind === 'key') return refused(`${name} is an array in the record, which has no keys`);
      const memberName = `${name}[${step.kind === 'index' ? step.index : '*'}]`;
      if (step.kind === 'index') {
        const element = dialect.elementAt(sql, step.index + 1);
        return clauseAt({ field: field.element, sql: element, name: memberName }, rest, test, dialect);
      }
      const inner = clauseAt(
        { field: field.element, sql: listMember, name: memberName },
        rest,
        test,
        dialect,
      );
      if (inner.kind === 'refused') return inner;
      return { ...inner, sql: `COALESCE(${dialect.anyMatch(sql, listMember, inner.sql)}, FALSE)` };
    }
    case 'map':
      if (step.kind !== 'key' || rest.length > 0)
        return refused(`${name} is an object of strings in the record`);
      return textClause(dialect.mapValue(sql, step.key), `${name}.${step.key}`, test);
    case 'text':
    case 'boolean':
    case 'json':
      return refused(`${name} is a ${field.kind === 'text' ? 'string' : field.kind} and has no members`);
  }
}

function clauseOn({ field, sql, name }: Place, test: ClauseTest): ClauseSql {
  switch (field.kind) {
    case 'text':
      return textClause(sql, name, test);
    case 'boolean':
      return booleanClause(sql, name, test);
    case 'json':
      return jsonRootClause(name);
    case 'object':
    case 'list':
    case 'map':
      return containerClause(sql, name, test);
  }
}

function hint(fields: TableFields, key: string): string {
  const meant = Object.keys(fields).find((field) => columnOf(field) === key.toLowerCase());
  return meant === undefined ? '' : `; records spell it ${meant}`;
}
