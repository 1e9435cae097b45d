import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLogFile } from '../../../local/process/log-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('appends to what earlier runs wrote, in a folder it makes', async () => {
  const path = join(folder, 'logs', 'service.log');
  for (const line of ['first run', 'second run']) {
    const log = openLogFile(path);
    log.write(line);
    await log.close();
  }
  expect(await readFile(path, 'utf8')).toBe('first run\nsecond run\n');
});

test('is readable by its owner only', async () => {
  const path = join(folder, 'private', 'service.log');
  await openLogFile(path).close();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('moves a file above 5 MB aside and keeps one of exactly 5 MB', async () => {
  for (const [name, bytes, moved] of [
    ['large.log', 5 * 1024 * 1024 + 1, true],
    ['full.log', 5 * 1024 * 1024, false],
  ] as const) {
    const path = join(folder, name);
    await writeFile(path, Buffer.alloc(bytes, 'x'));
    const log = openLogFile(path);
    log.write('new');
    await log.close();
    expect((await stat(path)).size).toBe(moved ? 4 : bytes + 4);
    expect((await stat(`${path}.1`).catch(() => undefined))?.size).toBe(moved ? bytes : undefined);
  }
});
