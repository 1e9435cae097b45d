import type { SealedText } from '../record/record-format.ts';
import type { RecordHeadRow } from '../record/parse-record-head.ts';
import { Batcher } from './batcher.ts';
import type { ConnectionPool } from './connection-pool.ts';

/** A whole record as it is written. */
export interface NewRecord extends RecordHeadRow, SealedText {}

interface NamedRecord {
  readonly name: string;
  readonly record: NewRecord;
}

/** Two statements that come to the same Names in another order would wait for each other. */
const byName = ({ name: one }: NamedRecord, { name: other }: NamedRecord): number =>
  Number(one > other) - Number(one < other);

/** A record as the columns of the table. */
const rowOf = ({ name, record }: NamedRecord) => ({
  name,
  id: record.id,
  format_version: record.formatVersion,
  kms_key_arn: record.kmsKeyArn,
  salt: record.salt,
  wrapped_data_key: record.wrappedDataKey,
  nonce: record.nonce,
  ciphertext: record.ciphertext,
});

/** Whether a statement that touches at most one row touched it. */
const touched = ({ count }: { readonly count: number }): boolean => count === 1;

/**
 * The table of records. Every method is one statement with a deadline, the pool's or `withinMs` if that is
 * sooner; records that are stored at the same time may share theirs. @throws UnavailableError
 */
export class RecordStore {
  readonly #pool: Pick<ConnectionPool, 'run' | 'lookUp'>;
  readonly #inserts = new Batcher((records: readonly NamedRecord[], withinMs) =>
    this.#insertAbsent(records, withinMs),
  );

  constructor(pool: Pick<ConnectionPool, 'run' | 'lookUp'>) {
    this.#pool = pool;
  }

  /** Resolves when the database answers. */
  async ping(): Promise<void> {
    await this.#pool.lookUp((sql) => sql`select 1`);
  }

  /**
   * What a Decrypt needs, without the body: a long ciphertext must not make a wrong Key slower than a Name
   * that doesn't exist.
   */
  async findHead(name: string, withinMs?: number): Promise<RecordHeadRow | undefined> {
    const [row] = await this.#pool.lookUp(
      (sql) => sql<RecordHeadRow[]>`
        select id, format_version as "formatVersion", kms_key_arn as "kmsKeyArn", salt,
               wrapped_data_key as "wrappedDataKey"
        from records where name = ${name}`,
      withinMs,
    );
    return row;
  }

  /** Undefined when the record was replaced since its head was read. */
  async readBody(id: string, withinMs?: number): Promise<SealedText | undefined> {
    const [row] = await this.#pool.lookUp(
      (sql) => sql<SealedText[]>`select nonce, ciphertext from records where id = ${id}`,
      withinMs,
    );
    return row;
  }

  /** False when the Name is taken; nothing is overwritten. */
  insertIfAbsent(name: string, record: NewRecord, withinMs?: number): Promise<boolean> {
    return this.#inserts.run({ name, record }, withinMs);
  }

  /** True when there was a record of this id. */
  async remove(id: string): Promise<boolean> {
    return touched(await this.#pool.run((sql) => sql`delete from records where id = ${id}`));
  }

  /** Compare-and-swap: false when the Name no longer holds the record `expectedId`. */
  async replace(name: string, expectedId: string, record: NewRecord, withinMs?: number): Promise<boolean> {
    const result = await this.#pool.run(
      (sql) => sql`
        update records
        set id = ${record.id}, format_version = ${record.formatVersion}, kms_key_arn = ${record.kmsKeyArn},
            salt = ${record.salt}, wrapped_data_key = ${record.wrappedDataKey}, nonce = ${record.nonce},
            ciphertext = ${record.ciphertext}, written_at = now()
        where name = ${name} and id = ${expectedId}`,
      withinMs,
    );
    return touched(result);
  }

  /** Whether each was stored. Of several with one Name only the first of them can be. */
  async #insertAbsent(records: readonly NamedRecord[], withinMs: number): Promise<readonly boolean[]> {
    const rows = [...records].sort(byName).map(rowOf);
    const inserted = await this.#pool.run(
      (sql) => sql<Pick<NewRecord, 'id'>[]>`
        insert into records ${sql(rows)}
        on conflict (name) do nothing
        returning id`,
      withinMs,
    );
    const ids = new Set(inserted.map(({ id }) => id));
    return records.map(({ record }) => ids.has(record.id));
  }
}
