/** A program that starts Postgres with the options it is given as JSON, prints how to reach it, and lives on. */
import { type PostgresOptions, startPostgres } from '../../../../local/postgres/start-postgres.ts';

const options = JSON.parse(process.argv[2] ?? '') as Omit<PostgresOptions, 'now'>;
const { port, caFile, password } = await startPostgres({ ...options, now: () => new Date() });
console.log(JSON.stringify({ port, caFile, password: password() }));
