import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeJsonFile } from '../state/write-json-file.ts';

/** The master user's password between runs. */
export interface PasswordFile {
  readonly current: () => string;
  /** Replaces it; the file is on disk when this resolves. */
  readonly replace: (password: string) => Promise<void>;
}

/** 256 random bits in characters that need no quoting anywhere. */
export const newPassword = (): string => randomBytes(32).toString('base64url');

/** Undefined when there is none that can be read: then the server is given a new one at its start. */
const readPassword = async (path: string): Promise<string | undefined> => {
  try {
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
    const known = typeof kept === 'object' && kept !== null && 'password' in kept ? kept.password : undefined;
    return typeof known === 'string' ? known : undefined;
  } catch {
    return undefined;
  }
};

/** Opens the password file of a server, with a new password when there is none; readable by its owner only. */
export const openPasswordFile = async (path: string): Promise<PasswordFile> => {
  const kept = await readPassword(path);
  let password = kept ?? newPassword();
  if (kept === undefined) await writeJsonFile(path, { password });
  return {
    current: () => password,
    replace: async (next) => {
      await writeJsonFile(path, { password: next });
      password = next;
    },
  };
};
