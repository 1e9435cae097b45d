import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashBuildInputs, readBuildInputs, type BuildInput } from '../../infra/build-inputs.ts';

const file = (name: string, text: string): BuildInput => ({ path: name, content: Buffer.from(text) });
const inputs = [file('package.json', '{}'), file('service/main.ts', 'run()')];
const tag = hashBuildInputs(inputs, 'linux/arm64');

describe('the hash of build inputs', () => {
  it('is a valid image tag', () => {
    expect(tag).toMatch(/^[0-9a-f]{32}$/);
  });

  it('does not depend on the order of the files', () => {
    expect(hashBuildInputs([...inputs].reverse(), 'linux/arm64')).toBe(tag);
  });

  it.each([
    ['a file changes', [file('package.json', '{ }'), file('service/main.ts', 'run()')]],
    ['a file is added', [...inputs, file('service/app.ts', '')]],
    ['a file is removed', inputs.slice(1)],
    ['a file is renamed', [file('package.json', '{}'), file('service/start.ts', 'run()')]],
    ['text moves from one file to the next', [file('package.json', '{}run'), file('service/main.ts', '()')]],
  ])('differs when %s', (_change, changed) => {
    expect(hashBuildInputs(changed, 'linux/arm64')).not.toBe(tag);
  });

  it('differs between platforms', () => {
    expect(hashBuildInputs(inputs, 'linux/amd64')).not.toBe(tag);
  });
});

describe('reading build inputs', () => {
  let context = '';
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(context, name)), { recursive: true });
    writeFileSync(path.join(context, name), text);
  };

  beforeEach(() => {
    context = mkdtempSync(path.join(tmpdir(), 'keywatch-context-'));
  });
  afterEach(() => {
    rmSync(context, { recursive: true, force: true });
  });

  it('takes what the ignore file lets through, and the Dockerfile itself', () => {
    for (const name of ['README.md', 'package.json', 'service/main.ts', 'service/dist/main.js'])
      write(name, name);
    write('node_modules/left/index.js', '');
    write('service/Dockerfile', 'FROM scratch');
    write(
      'service/Dockerfile.dockerignore',
      '*\n!package.json\n!service\nservice/dist\nservice/Dockerfile*\n',
    );
    const names = readBuildInputs(context, 'service/Dockerfile').map(({ path: name }) => name);
    expect(names.sort()).toEqual(['package.json', 'service/Dockerfile', 'service/main.ts']);
  });
});

describe("the service's own build", () => {
  const names = readBuildInputs('.', 'service/Dockerfile').map(({ path: name }) => name);

  it('depends on the lockfile, the sources and the Dockerfile', () => {
    expect(names).toEqual(
      expect.arrayContaining(['package-lock.json', 'package.json', 'service/Dockerfile', 'service/main.ts']),
    );
  });

  it('does not depend on anything outside of service/ but the two package files', () => {
    const others = names.filter((name) => !name.startsWith('service/'));
    expect(others.sort()).toEqual(['package-lock.json', 'package.json']);
  });

  it('does not depend on what was built or installed before', () => {
    expect(names.filter((name) => /(?:^|\/)(?:dist|node_modules)\//.test(name))).toEqual([]);
  });
});
