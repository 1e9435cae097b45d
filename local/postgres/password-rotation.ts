import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { type PasswordFile, newPassword } from './password-file.ts';
import { buildScramVerifier } from './scram-verifier.ts';

/** Where and as whom to connect. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly caFile: string;
}

/**
 * Makes the function that gives the user a new password, one rotation after the other. The server has the new
 * password first, then the file; a kill in between is healed at the next start, which sets the file's.
 */
export const createRotation = (connection: Connection, password: PasswordFile): (() => Promise<string>) => {
  let earlier: Promise<unknown> = Promise.resolve();
  return () => {
    const rotation = earlier.then(async () => {
      const next = newPassword();
      await setPassword(connection, password.current(), next);
      await password.replace(next);
      return next;
    });
    earlier = rotation.catch(() => undefined);
    return rotation;
  };
};

const setPassword = async (connection: Connection, current: string, next: string): Promise<void> => {
  const { host, port, database, user, caFile } = connection;
  const ssl = { ca: await readFile(caFile, 'utf8') };
  const sql = postgres({ host, port, database, user, password: current, ssl, max: 1, connect_timeout: 5 });
  try {
    await sql.unsafe(`ALTER ROLE "${user}" PASSWORD '${buildScramVerifier(next)}'`);
  } finally {
    await sql.end({ timeout: 5 });
  }
};
