import { hasExponent } from '../../cloudwatch/filter-pattern/decimal.ts';
import { certain, type ClauseSql, type ClauseTest, orFalse, refused } from './clause-sql.ts';
import { sqlLike, sqlString } from './sql-text.ts';

/**
 * A clause on a field that is a string in every record that has it. A number in the pattern then compares as
 * text, which is what CloudWatch does with strings.
 *
 * @param name of the field in the record, for sentences.
 */
export function textClause(column: string, name: string, test: ClauseTest): ClauseSql {
  switch (test.kind) {
    case 'not-exists':
      return absent(column, name);
    case 'is':
      return refused(
        test.type === 'NULL'
          ? `the table has NULL for ${name} whether it is null or missing`
          : `the table keeps ${name} as text, in which true is both a boolean and a string`,
      );
    case 'order':
      return refused(`the table keeps ${name} as text, and to CloudWatch only numbers have an order`);
    case 'equality':
      return equality(column, test);
  }
}

function equality(column: string, test: ClauseTest & { readonly kind: 'equality' }): ClauseSql {
  const { operator, value } = test;
  switch (value.kind) {
    case 'regex':
      return refused(regexRefusal);
    case 'number':
      if (hasExponent(value.text)) return certain(operator === '=' ? 'FALSE' : `${column} IS NOT NULL`);
      return orFalse(`${column} ${operator === '=' ? '=' : '<>'} ${sqlString(value.text)}`);
    case 'text':
      if (value.text === '' && value.leadingWildcard)
        return certain(operator === '=' ? `${column} IS NOT NULL` : 'FALSE');
      if (!value.leadingWildcard && !value.trailingWildcard)
        return orFalse(`${column} ${operator === '=' ? '=' : '<>'} ${sqlString(value.text)}`);
      return orFalse(`${column} ${operator === '=' ? '' : 'NOT '}${sqlLike(value)}`);
  }
}

export const regexRefusal =
  "Athena's regular expressions are another dialect: $, classes and line ends mean other things there";

/** A clause on a field that is a boolean in every record that has it. */
export function booleanClause(column: string, name: string, test: ClauseTest): ClauseSql {
  if (test.kind === 'not-exists') return absent(column, name);
  if (test.kind === 'is' && test.type !== 'NULL') return orFalse(`${column} = '${test.type.toLowerCase()}'`);
  return refused(
    `${name} is a boolean in the record and text in the table; only IS TRUE, IS FALSE and NOT EXISTS can be told there`,
  );
}

/** A clause on a field that is an object or an array: there only its absence can be asked for. */
export function containerClause(column: string, name: string, test: ClauseTest): ClauseSql {
  if (test.kind === 'not-exists') return absent(column, name);
  return refused(`${name} is no scalar in the record; ask for one of its members`);
}

/** A clause on a field that the table keeps as JSON, root and all. */
export function jsonRootClause(name: string): ClauseSql {
  return refused(
    `the table keeps the JSON of ${name} as text, and NULL whether it is null or missing; ask for one of its members`,
  );
}

/**
 * CloudTrail's fields are "only present when it applies", which the table can't tell from null.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function absent(column: string, name: string): ClauseSql {
  return {
    kind: 'sql',
    sql: `${column} IS NULL`,
    assumption: `CloudTrail leaves ${name} out where it does not apply, and does not write it as null.`,
  };
}
