import { mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeJsonFile } from '../../../local/state/write-json-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-json-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('replaces a file as a whole, readable by its owner only, and leaves no draft', async () => {
  const path = join(folder, 'outputs.json');
  await writeJsonFile(path, { a: 'first, and longer than what replaces it' });
  await writeJsonFile(path, { a: 1 });
  expect(await readFile(path, 'utf8')).toBe('{\n  "a": 1\n}\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['outputs.json']);
});

test('leaves no draft when the file can not be replaced', async () => {
  await mkdir(join(folder, 'outputs.json'));
  await expect(writeJsonFile(join(folder, 'outputs.json'), {})).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(folder)).toEqual(['outputs.json']);
});

test('is never seen half written by a reader', async () => {
  const path = join(folder, 'outputs.json');
  const value = (letter: string) => letter.repeat(200_000);
  await writeJsonFile(path, value('a'));
  const lengths: number[] = [];
  const written = new AbortController();
  const writer = (async () => {
    for (const letter of 'bcdefghijk') await writeJsonFile(path, value(letter));
    written.abort();
  })();
  while (!written.signal.aborted) lengths.push((JSON.parse(await readFile(path, 'utf8')) as string).length);
  await writer;
  expect([...new Set(lengths)]).toEqual([200_000]);
});
