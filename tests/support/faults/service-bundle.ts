import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import type { Migration } from '../../../service/store/migrations.ts';

const run = promisify(execFile);
const serviceFolder = fileURLToPath(new URL('../../../service', import.meta.url));

/** The service bundled into a folder of its own: files of the suite that run at once don't write into one. */
export interface ServiceBundle {
  readonly folder: string;
  remove(): Promise<void>;
}

/** The bundle of a release to come: these sources, and one step more of the schema. */
export const buildNextRelease = async (step: Migration): Promise<ServiceBundle> => {
  const folder = await mkdtemp(join(tmpdir(), 'keywatch-next-'));
  const sources = join(folder, 'service');
  await cp(serviceFolder, sources, {
    recursive: true,
    filter: (path) => !/[\\/](?:dist|node_modules)$/.test(path),
  });
  await symlink(join(serviceFolder, '../node_modules'), join(folder, 'node_modules'));
  const file = join(sources, 'store', 'migrations.ts');
  const released = await readFile(file, 'utf8');
  await writeFile(file, released.replace(/\];\n$/, `${JSON.stringify(step)}];\n`));
  await run(process.execPath, ['build.mjs', folder], { cwd: sources });
  return { folder, remove: () => rm(folder, { recursive: true }) };
};

export const buildServiceBundle = async (): Promise<ServiceBundle> => {
  const folder = await mkdtemp(join(tmpdir(), 'keywatch-bundle-'));
  await run(process.execPath, ['build.mjs', folder], { cwd: serviceFolder });
  return { folder, remove: () => rm(folder, { recursive: true }) };
};
