/** One step of the schema. A released step never changes; the next change is the next step. */
export interface Migration {
  readonly version: number;
  readonly statements: string;
}

/**
 * Steps must let the previous release keep working on the new schema: during a deployment both run.
 *
 * `collate "C"` compares bytes: Names are equal only if they are the same code points, and no upgrade of the
 * server's locale library can leave the index in another order than the data.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    statements: `
      create table records (
        name text collate "C" primary key,
        id uuid not null unique,
        format_version smallint not null,
        kms_key_arn text not null,
        salt bytea not null,
        wrapped_data_key bytea not null,
        nonce bytea not null,
        ciphertext bytea not null,
        written_at timestamptz not null default now()
      );
      comment on table records is
        'One encrypted text per name. Replaced as a whole: id changes with every replacement.';`,
  },
];
