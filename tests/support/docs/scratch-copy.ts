import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A copy of the project that a page's commands may change. */
export interface ScratchCopy {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies what git would, as it stands now, and lends it the installed packages. */
export async function createScratchCopy(): Promise<ScratchCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-docs-'));
  // Postgres refuses to run as root: a user of its own must be able to reach the data below.
  await chmod(folder, 0o711);
  const listed = execFileSync('git', [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--exclude=node_modules',
    '--deduplicate',
  ]);
  const gone = execFileSync('git', ['ls-files', '-z', '--deleted']).toString().split('\0');
  const files = listed
    .toString()
    .split('\0')
    .filter((file) => file !== '' && !gone.includes(file));
  for (const file of files) await cp(file, path.join(folder, file));
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'dir');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
