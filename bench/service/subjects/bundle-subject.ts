import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { build } from 'esbuild';

import { youngClosures } from '../../../service/young-closures.mjs';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/**
 * The service as its image is built, into a folder of its own; or `readable`, for a profile that tells its modules apart.
 * Answers the file.
 */
export const bundleService = async (folder: string, readable = false): Promise<string> => {
  const target = join(folder, 'service');
  const options = [target, ...(readable ? ['--readable'] : [])];
  await promisify(execFile)(process.execPath, ['build.mjs', ...options], { cwd: here('../../../service') });
  return join(target, 'main.js');
};

/** Floor or peer, bundled as the service is, so that none is ahead by how it is loaded. Answers the file. */
export const bundleSubject = async (
  name: 'floor' | 'peer',
  folder: string,
  readable = false,
): Promise<string> => {
  const outfile = join(folder, name, 'main.js');
  await build({
    entryPoints: [here(`${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['pg-native'],
    plugins: [youngClosures],
    minifyWhitespace: !readable,
    minifySyntax: !readable,
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  return outfile;
};
