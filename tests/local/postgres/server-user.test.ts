import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { postgresBinaries } from '../../../local/postgres/binaries.ts';
import { chooseServerIdentity } from '../../../local/postgres/server-user.ts';
import { runProcess } from '../../../local/process/run-process.ts';

const isRoot = process.getuid?.() === 0;

/** A folder others may pass through, as a checkout usually is; `mkdtemp` makes one only its owner may. */
let open: string;
let closed: string;
let postgres: string;
const dataFolderIn = (folder: string) => join(folder, 'data');
const identityFor = (folder: string, program = postgres) =>
  chooseServerIdentity(folder, dataFolderIn(folder), program);

beforeAll(async () => {
  postgres = (await postgresBinaries()).postgres;
});

beforeEach(async () => {
  open = await mkdtemp(join(tmpdir(), 'keywatch-open-'));
  await chmod(open, 0o711);
  closed = join(open, 'closed');
  await mkdir(join(closed, 'checkout'), { recursive: true });
  await chmod(closed, 0o700);
});
afterEach(() => rm(open, { recursive: true }));

test.skipIf(isRoot)('runs the server as the user who starts it', async () => {
  const { user, launch } = await identityFor(open, '/does/not/matter');
  expect(user).toBeUndefined();
  expect(launch('postgres', ['-D', 'data'])).toMatchObject({ command: 'postgres', args: ['-D', 'data'] });
});

test.runIf(isRoot)(
  'never runs the server as root, and gives it no capability it can do without',
  async () => {
    const { user, launch } = await identityFor(open);
    expect(['postgres', 'nobody']).toContain(user?.name);
    expect(launch('postgres', [])).toMatchObject({ command: 'postgres', uid: user?.uid, gid: user?.gid });
  },
);

test.runIf(isRoot)('runs the server as the owner of data that exist', async () => {
  await mkdir(dataFolderIn(open));
  await chown(dataFolderIn(open), 1, 1);
  expect((await identityFor(open)).user).toMatchObject({ uid: 1 });
});

test.runIf(isRoot)('refuses data whose owner this machine does not know', async () => {
  await mkdir(dataFolderIn(open));
  await chown(dataFolderIn(open), 54_321, 54_321);
  await expect(identityFor(open)).rejects.toMatchObject({
    code: 'FOLDER_OF_ANOTHER_USER',
    message: expect.stringMatching(/uid 54321.* start with --fresh/) as string,
  });
});

test.runIf(isRoot && process.platform === 'linux')(
  'reaches a checkout only root may pass through, as another user with one capability',
  async () => {
    const checkout = join(closed, 'checkout');
    const { user, launch } = await identityFor(checkout);
    const { stdout } = await runProcess({
      ...launch('/bin/sh', ['-c', `id -u; grep CapEff /proc/self/status; ls -d ${checkout}`]),
      name: 'capabilities',
      cwd: '/',
      stopGraceMs: 1_000,
    });
    const [uid, capabilities = '', reached] = stdout;
    expect(uid).toBe(String(user?.uid));
    // Bit 1 is CAP_DAC_OVERRIDE, bit 2 CAP_DAC_READ_SEARCH: one of them and nothing else.
    expect([0b010n, 0b100n]).toContain(BigInt(`0x${capabilities.split(/\s+/)[1] ?? ''}`));
    expect(reached).toBe(checkout);
  },
);

test.runIf(isRoot && process.platform === 'linux')(
  'runs programs only root may reach, which see each other',
  async () => {
    const native = join(closed, 'native');
    await promisify(execFile)('cp', ['-a', dirname(dirname(postgres)), native]);
    const { user, launch } = await identityFor(closed, join(native, 'bin', 'postgres'));
    const data = dataFolderIn(closed);
    await mkdir(data, { mode: 0o700 });
    await chown(data, user?.uid ?? 0, user?.gid ?? 0);
    const initdb = launch(join(native, 'bin', 'initdb'), ['--pgdata', data, '--auth=reject', '--no-sync']);
    expect(await runProcess({ ...initdb, name: 'initdb', cwd: '/', stopGraceMs: 1_000 })).toMatchObject({
      code: 0,
    });
  },
);

test.runIf(isRoot)('says what to do when the other user can reach a folder in no way', async () => {
  const missing = join(open, 'missing');
  await expect(identityFor(missing)).rejects.toMatchObject({
    code: 'FOLDER_UNREACHABLE',
    message: expect.stringContaining(
      `can't reach ${missing} or run ${postgres}: move the checkout to where other users may pass through, or start as an ordinary user.`,
    ) as string,
  });
});
