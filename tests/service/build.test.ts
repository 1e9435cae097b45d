import { execFile } from 'node:child_process';
import { link, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywatch-build-'));
});
afterEach(() => rm(folder, { recursive: true }));

const build = (dist: string) =>
  new Promise<{ code: unknown; output: string }>((resolve) => {
    execFile(process.execPath, ['service/build.mjs', dist], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, output: stdout + stderr });
    });
  });

describe('a build', () => {
  it('needs nothing but Node, save what Fastify never gets to load', async () => {
    expect(await build(folder)).toEqual({ code: 0, output: '' });
    const bundle = (await readFile(join(folder, 'main.js'), 'utf8')).replaceAll('\\\n', '');
    const required = new Set([...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? ''));
    expect(required).toContain('node:http');
    // Nobody speaks it, and it would take memory.
    expect(required).not.toContain('node:http2');
    expect([...required].filter((name) => !isBuiltin(name) && !name.startsWith('node:')).sort()).toEqual([
      // In the text of an error that says how to load it.
      '@aws-sdk/signature-v4-crt',
      '@fastify/ajv-compiler',
      '@fastify/fast-json-stringify-compiler',
      'light-my-request',
    ]);
  });

  it('has the queries of postgres.js that are collected while young', async () => {
    await build(folder);
    const bundle = (await readFile(join(folder, 'main.js'), 'utf8')).replaceAll(/\\?\n/g, '');
    const settled = [...bundle.matchAll(/\bthis\.(?:resolve|reject)=\w+(?:&&\(\w+)?=>/g)].map(
      ([text]) => text,
    );
    expect(settled).toEqual([
      'this.resolve=resolve&&(x=>',
      'this.reject=reject&&(x=>',
      // Of a cursor, which the service has none of.
      'this.reject=reject&&(x=>',
    ]);
  });

  it('leaves the bundle that was there to whoever is reading it', async () => {
    const names = ['main.js', 'package.json'];
    for (const name of names) {
      await writeFile(join(folder, name), 'earlier');
      await link(join(folder, name), join(folder, `read-${name}`));
    }
    expect(await build(folder)).toEqual({ code: 0, output: '' });
    for (const name of names) {
      expect(await readFile(join(folder, `read-${name}`), 'utf8')).toBe('earlier');
      expect(await readFile(join(folder, name), 'utf8')).not.toBe('earlier');
    }
    expect((await readdir(folder)).sort()).toEqual([...names, ...names.map((name) => `read-${name}`)]);
  });

  it('into what is no folder ends with 1 and one sentence, and leaves it as it is', async () => {
    const file = join(folder, 'dist');
    await writeFile(file, 'kept');
    expect(await build(file)).toEqual({
      code: 1,
      output: `The service can't be built into ${file} (EEXIST): it takes a folder that you may write to.\n`,
    });
    expect(await readFile(file, 'utf8')).toBe('kept');
  });

  it("that can't write the bundle itself ends with 1 and without a stack", async () => {
    await mkdir(join(folder, 'main.js'));
    expect(await build(folder)).toEqual({
      code: 1,
      output: `The service can't be built into ${folder} (EISDIR): it takes a folder that you may write to.\n`,
    });
    expect((await readdir(folder)).sort()).toEqual(['main.js', 'package.json']);
  });
});
