import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The instructions of service/Dockerfile, in order, without comments. */
const instructions = read('service/Dockerfile')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [keyword = '', ...words] = line.split(' ');
    return { keyword, rest: words.join(' ') };
  });
const lastFrom = instructions.findLastIndex(({ keyword }) => keyword === 'FROM');
const buildStage = instructions.slice(0, lastFrom);
const finalStage = instructions.slice(lastFrom);

describe('the image', () => {
  it('names its base once, by a tag with a version', () => {
    const bases = instructions.filter(({ keyword }) => keyword === 'FROM').map(({ rest }) => rest);
    expect(instructions[0]).toEqual({
      keyword: 'ARG',
      rest: expect.stringMatching(/^NODE_IMAGE=node:\d+-\w+$/) as string,
    });
    expect(bases).toEqual(['--platform=$BUILDPLATFORM ${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
  });

  it('only copies in its final stage, so that no other architecture is emulated', () => {
    const allowed = ['FROM', 'ENV', 'WORKDIR', 'COPY', 'USER', 'EXPOSE', 'CMD'];
    expect(finalStage.map(({ keyword }) => keyword).filter((keyword) => !allowed.includes(keyword))).toEqual(
      [],
    );
    expect(finalStage.filter(({ keyword }) => keyword === 'COPY')).toEqual([
      { keyword: 'COPY', rest: '--from=build /repository/service/dist/main.js ./' },
    ]);
  });

  it('runs as a numeric user that is not root, starting node itself', () => {
    expect(finalStage.at(-3)).toEqual({
      keyword: 'USER',
      rest: expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/) as string,
    });
    expect(finalStage.at(-1)).toEqual({
      keyword: 'CMD',
      rest: '["node", "--v8-pool-size=1", "--max-semi-space-size=32", "--heap-growing-percent=300", "main.js"]',
    });
  });

  it('is built from the lockfile, for the service alone, without install scripts', () => {
    const runs = buildStage.filter(({ keyword }) => keyword === 'RUN').map(({ rest }) => rest);
    expect(runs).toHaveLength(2);
    expect(runs[0]).toMatch(/^npm ci --workspace @keywatch\/service .*--ignore-scripts/);
    expect(runs[1]).toBe('npm run build --workspace @keywatch/service');
  });

  it('carries no setting and no secret of any environment', () => {
    const names = instructions.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG');
    expect(names.map(({ rest }) => rest.split('=')[0])).toEqual(['NODE_IMAGE', 'NODE_ENV']);
  });
});

describe('the build context', () => {
  it('is nothing but the manifests, the lockfile and the service', () => {
    const lines = read('service/Dockerfile.dockerignore').trim().split('\n');
    expect(lines[0]).toBe('*');
    expect(lines.filter((line) => line.startsWith('!'))).toEqual([
      '!package.json',
      '!package-lock.json',
      '!service',
    ]);
    expect(lines).toContain('service/dist');
  });
});
