import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolderAndParents } from '../../../local/state/make-folder-and-parents.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-folders-'));
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('makes a folder and those above it that are missing, with the mode', async () => {
  await makeFolderAndParents(join(folder, 'a', 'b', 'c'), 0o700);
  for (const path of ['a', 'a/b', 'a/b/c']) expect(await modeOf(join(folder, path))).toBe(0o700);
});

test('leaves a folder that exists as it is, what it holds and its mode', async () => {
  await mkdir(join(folder, 'theirs'));
  await chmod(join(folder, 'theirs'), 0o755);
  await writeFile(join(folder, 'theirs', 'letter.txt'), '');
  await makeFolderAndParents(join(folder, 'theirs'), 0o700);
  expect(await modeOf(join(folder, 'theirs'))).toBe(0o755);
  expect(await readdir(join(folder, 'theirs'))).toEqual(['letter.txt']);
});

test('takes a link to a folder for the folder', async () => {
  await symlink(folder, join(folder, 'link'));
  await makeFolderAndParents(join(folder, 'link'), 0o700);
  await makeFolderAndParents(join(folder, 'link', 'inside'), 0o700);
  expect(await readdir(folder)).toEqual(['inside', 'link']);
});

test('makes one folder for many who ask at once', async () => {
  const path = join(folder, 'a', 'b');
  await Promise.all(Array.from({ length: 20 }, () => makeFolderAndParents(path, 0o700)));
  expect(await readdir(path)).toEqual([]);
});

test.each([
  ['a file stands in its place', 'file', 'EEXIST'],
  ['a file stands above it', 'file/below', 'ENOTDIR'],
  ['a link leads nowhere in its place', 'nowhere', 'EEXIST'],
  ['a link leads nowhere above it', 'nowhere/below', 'EEXIST'],
])('fails when %s', async (_, path, code) => {
  await writeFile(join(folder, 'file'), '');
  await symlink(join(folder, 'missing'), join(folder, 'nowhere'));
  await expect(makeFolderAndParents(join(folder, path), 0o700)).rejects.toMatchObject({ code });
  expect((await readdir(folder)).sort()).toEqual(['file', 'nowhere']);
});

test.runIf(process.platform === 'linux').each(['/proc/keywatch', '/proc/keywatch/below'])(
  'fails below a folder that takes none: %s',
  async (path) => {
    await expect(makeFolderAndParents(path, 0o700)).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
