import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a value as JSON so that a reader, and whoever comes after a kill or a power failure, sees either the
 * old file or the whole new one. Readable by its owner only.
 */
export const writeJsonFile = async (path: string, value: unknown): Promise<void> => {
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    await writeSynced(draft, `${JSON.stringify(value, undefined, 2)}\n`);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
};

const writeSynced = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Makes a rename within a folder survive a power failure; Windows can't open folders and needs no such call. */
export const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
