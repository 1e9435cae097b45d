import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import { sqlString } from '../../../replay/athena/sql-text.ts';
import { duckDbColumns, rowOf } from './cloudtrail-rows.ts';

/** The table's name in DuckDB, as `--athena` would be given it. */
export const tableName = 'trails.cloudtrail_logs';

/** A database in memory with the CloudTrail table of AWS's documentation. */
export class CloudTrailDatabase {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** @param records JSON each. Rows are numbered by their order, as `row_number` counted from 0. */
  static async create(records: readonly string[]): Promise<CloudTrailDatabase> {
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    const database = new CloudTrailDatabase(connection);
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run('CREATE SCHEMA trails');
    await connection.run(`CREATE TABLE ${tableName} (record_number INTEGER, ${duckDbColumns()})`);
    await database.#load(records);
    return database;
  }

  async #load(records: readonly string[]): Promise<void> {
    const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-athena-'));
    const file = path.join(folder, 'rows.ndjson');
    try {
      const rows = records.map((record, index) => JSON.stringify({ record_number: index, ...rowOf(record) }));
      await writeFile(file, rows.join('\n'));
      await this.#connection.run(`COPY ${tableName} FROM ${sqlString(file)} (FORMAT json, ARRAY false)`);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** Rows as objects of JSON. */
  async rows(sql: string): Promise<readonly Readonly<Record<string, Json>>[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjectsJson();
  }

  /** What conditions say of each record: one array per condition. NULL is told, not taken for false. */
  async ask(conditions: readonly string[]): Promise<readonly (readonly Json[])[]> {
    const columns = conditions.map((condition, index) => `(${condition}) AS condition_${index}`);
    const result = await this.#connection.runAndReadAll(
      `SELECT ${columns.join(', ')} FROM ${tableName} ORDER BY record_number`,
    );
    return result.getColumnsJson();
  }

  close(): void {
    this.#connection.closeSync();
  }
}
