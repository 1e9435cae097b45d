import { chmod, readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { makeFolderAndParents } from './make-folder-and-parents.ts';
import { StateFolderError } from './state-folder-error.ts';
import { stateFolder } from './state-folder.ts';
import { isLockFile } from './state-lock.ts';

/** What a run keeps in its folder, the lock and half-written files of a killed run included. */
export const isStateFile = (name: string): boolean =>
  isLockFile(name) || ownNames.has(name) || /^outputs\.json\..*\.draft$/.test(name);

const ownNames = new Set(Object.values({ ...stateFolder('') }).map((path) => basename(path)));

/**
 * Makes the folder of a run's state, or takes an empty one or an earlier run's, in which the lock's newest generation
 * always stays. One that holds other things is left exactly as it is, whatever they are called: a run sets its folder's
 * permissions, and a mistyped path may be a home folder or a repository.
 * @throws {StateFolderError} when it holds other things, or can't be made, read or written.
 */
export const claimFolder = async (root: string, mode: number): Promise<void> => {
  try {
    await makeFolderAndParents(root, mode);
    const names = await readdir(root);
    const [foreign] = names;
    if (foreign !== undefined && !names.some(isLockFile)) {
      throw new StateFolderError(
        `${root} is no folder of a local run, it holds "${foreign}": name a new folder, an empty one or an earlier run's with --state-folder.`,
      );
    }
    await chmod(root, mode);
  } catch (error) {
    if (error instanceof StateFolderError) throw error;
    throw StateFolderError.refused(root, error);
  }
};
