/** A local run cut down to its state and its database: writes rows 0, 1, 2, … and prints each once it is acknowledged. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import { startPostgres } from '../../../local/postgres/start-postgres.ts';
import { openState } from '../../../local/state/open-state.ts';

const [, , root = '', first = '0'] = process.argv;
const now = () => new Date();
const { paths } = await openState({ root, now });
const { host, port, database, user, password, caFile } = await startPostgres({
  folder: paths.postgresFolder,
  logFile: join(paths.logsFolder, 'postgres.log'),
  database: 'keywatch',
  user: 'keywatch',
  recordFolder: paths.processesFolder,
  now,
});
const ssl = { ca: await readFile(caFile, 'utf8') };
const sql = postgres({ host, port, database, user, password, ssl, max: 1, onnotice: () => undefined });
await sql`CREATE TABLE IF NOT EXISTS kept (x int)`;
const rows = await sql<{ x: number }[]>`SELECT x FROM kept ORDER BY x`;
console.log(`kept ${JSON.stringify(rows.map(({ x }) => x))}`);
for (let x = Number(first); ; x++) {
  await sql`INSERT INTO kept VALUES (${x})`;
  console.log(`acknowledged ${x}`);
}
