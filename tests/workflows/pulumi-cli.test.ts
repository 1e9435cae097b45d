import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

/** `npx pulumi` is the package's wrapper: it fetches the CLI of its own version once, and runs that from then on. */
let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'keywatch-pulumi-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('runs the CLI of the locked version with the arguments it is given, right after npm ci', async () => {
  const { version } = JSON.parse(await readFile('node_modules/pulumi/package.json', 'utf8')) as {
    version: string;
  };
  const bin = path.join(home, 'versions', version, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(path.join(bin, 'pulumi'), '#!/bin/sh\necho "fetched once: $*"\nexit 3\n', { mode: 0o755 });
  const run = promisify(execFile)('node_modules/.bin/pulumi', ['stack', 'output', '--json'], {
    env: { PATH: process.env['PATH'] ?? '', PULUMI_HOME: home },
  });
  await expect(run).rejects.toMatchObject({ code: 3, stdout: 'fetched once: stack output --json\n' });
});

it('is of the version that package.json pins, and declares no install script that npm might refuse', async () => {
  const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const wrapper = JSON.parse(await readFile('node_modules/pulumi/package.json', 'utf8')) as {
    version: string;
    scripts?: Record<string, string>;
  };
  expect(wrapper.version).toBe(devDependencies['pulumi']);
  expect(Object.keys(wrapper.scripts ?? {}).filter((name) => /install|prepare/.test(name))).toEqual([]);
});
