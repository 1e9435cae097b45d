import { PostgresError } from './postgres-error.ts';
import { buildScramVerifier } from './scram-verifier.ts';
import type { ServerContext } from './server-context.ts';
import { isIdentifier, superuser } from './server-settings.ts';
import { runStatements } from './single-user.ts';

/** What the stack declares of its database. */
export interface DeclaredDatabase {
  readonly database: string;
  /** The master user. */
  readonly user: string;
}

/** RDS reserves these as master user names. */
const reservedUsers = new Set([superuser, 'public', 'none']);

/** @throws {PostgresError} for names RDS would refuse as well. */
export const checkNames = ({ database, user }: DeclaredDatabase): void => {
  const problem =
    (!isIdentifier(database) && `the database name "${database}"`) ||
    ((!isIdentifier(user) || reservedUsers.has(user) || user.startsWith('pg_')) && `the user name "${user}"`);
  if (!problem) return;
  throw new PostgresError(
    'INVALID_NAME',
    `Postgres can't have ${problem}: use up to 63 letters, digits and underscores, not starting with a digit, and none of its reserved names.`,
  );
};

/**
 * Makes database and master user what the stack declares, on new data as on old. The user is what RDS makes of
 * its master user: owner of the database, may create roles and databases, is not a superuser. Setting the
 * password at every start also heals a rotation that a kill cut in two.
 * @throws {PostgresError} when the data belong to another declared user.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html
 */
export const declareDatabase = async (
  context: ServerContext,
  { database, user }: DeclaredDatabase,
  password: string,
): Promise<void> => {
  const answer = await runStatements(context, [
    declareRole(user, password),
    `SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = '${database}'`,
  ]);
  const owner = new Map(answer).get('owner');
  if (owner === user) return;
  if (owner === undefined) await runStatements(context, [`CREATE DATABASE "${database}" OWNER "${user}"`]);
  else if (owner === superuser)
    await runStatements(context, [`ALTER DATABASE "${database}" OWNER TO "${user}"`]);
  else {
    throw new PostgresError(
      'OTHER_DATABASE_USER',
      `The database "${database}" in ${context.dataFolder} belongs to the user "${owner}", the stack declares "${user}": ` +
        'start with --fresh to forget its data, or declare the earlier user.',
    );
  }
};

const declareRole = (user: string, password: string): string => {
  const attributes = 'LOGIN NOSUPERUSER CREATEDB CREATEROLE NOREPLICATION NOBYPASSRLS';
  const rest = `ROLE "${user}" ${attributes} PASSWORD '${buildScramVerifier(password)}'`;
  const known = `EXISTS (SELECT FROM pg_roles WHERE rolname = '${user}')`;
  return `DO $body$ BEGIN IF ${known} THEN ALTER ${rest}; ELSE CREATE ${rest}; END IF; END $body$`;
};
