import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it that are missing, all with the same mode; one that exists stays as it is.
 *
 * Node's own `recursive` tries for ever where a folder exists and what is made in it is still answered with ENOENT, as
 * below /proc: with its parent there, the second answer is the last.
 */
export const makeFolderAndParents = async (path: string, mode: number): Promise<void> => {
  try {
    await makeUnlessThere(path, mode);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    await makeFolderAndParents(parent, mode);
    await makeUnlessThere(path, mode);
  }
};

const makeUnlessThere = (path: string, mode: number): Promise<void> =>
  mkdir(path, { mode }).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error;
  });

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
