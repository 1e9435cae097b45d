import { readFile } from 'node:fs/promises';

import postgres from 'postgres';

import type { TestPostgres } from '../../support/local-postgres.ts';
import type { Piece } from '../../support/secrets/leak-search.ts';

/** What a running Postgres has written: the records, bytes in hexadecimal digits, and its log. */
export const writtenBy = async (server: TestPostgres): Promise<Piece[]> => {
  const sql = postgres({ ...server.connection(), max: 1, onnotice: () => undefined });
  try {
    const rows = await sql<{ row: string }[]>`select row_to_json(records)::text as row from records`;
    const records = rows.map(({ row }) => row).join('\n');
    return [
      { place: 'a record', bytes: Buffer.from(records) },
      { place: 'its log', bytes: await readFile(server.logFile) },
    ];
  } finally {
    await sql.end();
  }
};
