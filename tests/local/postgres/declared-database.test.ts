import { expect, test } from 'vitest';
import { checkNames } from '../../../local/postgres/declared-database.ts';
import { PostgresError } from '../../../local/postgres/postgres-error.ts';

const valid = { database: 'keywatch', user: 'keywatch' };

test.each([
  ['a database name with a quote', { database: 'key"watch' }],
  ['a database name with an apostrophe', { database: "key'watch" }],
  ['a database name with a line break', { database: 'keywatch\n' }],
  ['a database name that starts with a digit', { database: '1keywatch' }],
  ['an empty database name', { database: '' }],
  ['an empty user name', { user: '' }],
  ['a user name of 64 characters', { user: 'u'.repeat(64) }],
  ['the superuser as user', { user: 'rdsadmin' }],
  ['a user name Postgres reserves', { user: 'pg_monitor' }],
])('refuses %s', (_, change) => {
  expect(() => checkNames({ ...valid, ...change })).toThrow(PostgresError);
});

test.each([
  ['63 characters', { database: 'd'.repeat(63), user: 'u'.repeat(63) }],
  ['digits, underscores and capitals', { database: '_Key_watch1', user: 'Master_1' }],
  ['the default user and database of RDS', { database: 'postgres', user: 'postgres' }],
])('accepts names with %s', (_, names) => {
  expect(() => checkNames(names)).not.toThrow();
});

test('says which name it refuses and what is allowed', () => {
  expect(() => checkNames({ database: 'key-watch', user: 'keywatch' })).toThrow(
    'Postgres can\'t have the database name "key-watch": use up to 63 letters, digits and underscores, ' +
      'not starting with a digit, and none of its reserved names.',
  );
});
