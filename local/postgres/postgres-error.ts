/** Why Postgres can't be had, in one sentence that says what to do. */
export type PostgresErrorCode =
  | 'UNSUPPORTED_PLATFORM'
  | 'BINARIES_INCOMPLETE'
  | 'FOLDER_UNREACHABLE'
  | 'FOLDER_OF_ANOTHER_USER'
  | 'OTHER_MAJOR_VERSION'
  | 'OTHER_DATABASE_USER'
  | 'INVALID_NAME'
  | 'START_FAILED';

export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  readonly code: PostgresErrorCode;

  constructor(code: PostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
