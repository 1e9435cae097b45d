import { link, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StateFolderError } from '../../../local/state/state-folder-error.ts';
import { lockState, StateLockedError } from '../../../local/state/state-lock.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(`${code}: link`), { code }));

test.each(['EPERM', 'EACCES', 'ENOTSUP', 'ENOSYS'])(
  'refuses a folder on a file system that answers a hard link with %s, telling the cure, and leaves nothing there',
  async (code) => {
    await expect(lockState(folder, now, failing(code))).rejects.toThrow(
      new StateFolderError(
        `${folder} is on a file system without hard links (${code}), by which a local run keeps out a second one: name a folder on another with --state-folder.`,
      ),
    );
    expect(await readdir(folder)).toEqual([]);
  },
);

test('refuses a folder that is full, and does not blame its links', async () => {
  await expect(lockState(folder, now, failing('ENOSPC'))).rejects.toThrow(
    new StateFolderError(
      `${folder} can't be a local run's folder (ENOSPC): name a folder that you may write to with --state-folder.`,
    ),
  );
  expect(await readdir(folder)).toEqual([]);
});

test('refuses a folder that is gone', async () => {
  const gone = join(folder, 'gone');
  await expect(lockState(gone, now)).rejects.toThrow(`${gone} can't be a local run's folder (ENOENT): name`);
});

test('takes one where links can be made', async () => {
  const lock = await lockState(folder, now);
  expect(await readdir(folder)).toEqual(['lock.1']);
  await lock.release();
});

test('lets one in of two, though the other was held up until its generation had been forgotten', async () => {
  await (await lockState(folder, now)).release();
  let heldUp = 0;
  const late = lockState(folder, now, async (draft, path) => {
    if (heldUp++ === 0) {
      await (await lockState(folder, now)).release();
      await lockState(folder, now);
    }
    return link(draft, path);
  });
  await expect(late).rejects.toThrow(StateLockedError);
  expect([heldUp, await readdir(folder)]).toEqual([1, ['lock.3']]);
});

test('takes the next generation when it was held up and the others have ended', async () => {
  await (await lockState(folder, now)).release();
  let heldUp = 0;
  const lock = await lockState(folder, now, async (draft, path) => {
    if (heldUp++ === 0) {
      await (await lockState(folder, now)).release();
      await (await lockState(folder, now)).release();
    }
    return link(draft, path);
  });
  expect([heldUp, await readdir(folder)]).toEqual([2, ['lock.4']]);
  await lock.release();
});
