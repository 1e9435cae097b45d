import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const serviceFolder = fileURLToPath(new URL('../../../service', import.meta.url));

/** The service bundled into a folder of its own: files of the suite that run at once don't write into one. */
export interface ServiceBundle {
  readonly folder: string;
  remove(): Promise<void>;
}

export const buildServiceBundle = async (): Promise<ServiceBundle> => {
  const folder = await mkdtemp(join(tmpdir(), 'keywatch-bundle-'));
  await run(process.execPath, ['build.mjs', folder], { cwd: serviceFolder });
  return { folder, remove: () => rm(folder, { recursive: true }) };
};
