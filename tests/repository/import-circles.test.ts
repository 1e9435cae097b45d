import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../support/files.ts';
import { findCircles, importsIn, type ImportGraph } from '../support/repository/import-circles.ts';

const isSource = (file: string): boolean =>
  /\.(?:ts|tsx|mjs|js)$/.test(file) && !/(?:^|\/)(?:dist|node_modules)\//.test(file);

const readGraph = async (): Promise<ImportGraph> => {
  const entries = await readdir('.', { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name));
  const below = await Promise.all(folders.map(({ name }) => filesBelow(name)));
  const files = ['index.ts', ...below.flat().map((file) => path.normalize(file))].filter(isSource);
  return new Map(
    await Promise.all(
      files.map(async (file) => [file, importsIn(file, await readFile(file, 'utf8'))] as const),
    ),
  );
};

const graphOf = (arrows: Readonly<Record<string, readonly string[]>>): ImportGraph =>
  new Map(Object.entries(arrows));

describe('the imports of the repository', () => {
  it('lead in no circle, those of types included', async () => {
    const graph = await readGraph();
    expect(findCircles(graph)).toEqual([]);
    // It saw them: of every room, and whether a file imports values or types.
    expect(graph.size).toBeGreaterThan(1_000);
    expect(graph.get('index.ts')).toContain('infra/config.ts');
    expect(graph.get('service/main.ts')).toContain('service/service.ts');
    expect(graph.get('replay/detect/portion-scan.ts')).toContain('replay/detect/scan-options.ts');
    expect(graph.get('console/client/view/request-row.tsx')).toContain('console/client/model/path-step.ts');
    expect(graph.get('tests/repository/import-circles.test.ts')).toContain('tests/support/files.ts');
  });

  it.each([
    ["import { a } from '../b/c.ts';", ['b/c.ts']],
    ["import type { A } from './c.ts';", ['a/c.ts']],
    ["import {\n  type A,\n  b,\n} from './c.ts';", ['a/c.ts']],
    ["export type * from './c.ts';", ['a/c.ts']],
    ["import './c.ts';", ['a/c.ts']],
    ["await import('./c.ts');", ['a/c.ts']],
    ["type C = typeof import('./c.ts');", ['a/c.ts']],
    ["import path from 'node:path';\nimport { z } from 'zod';", []],
  ])('in %j of ours are %j', (text, imported) => {
    expect(importsIn('a/file.ts', text)).toEqual(imported);
  });
});

describe('a circle', () => {
  it.each([
    ['of one file', { a: ['a'] }, ['a -> a']],
    ['of two files', { a: ['b'], b: ['a'] }, ['a -> b -> a']],
    ['that is led into', { a: ['b'], b: ['c'], c: ['d'], d: ['b'] }, ['b -> c -> d -> b']],
    ['beside another', { a: ['b', 'c'], b: ['a'], c: ['a'] }, ['a -> b -> a', 'a -> c -> a']],
    ['behind what was seen already', { a: ['b'], b: [], c: ['b', 'd'], d: ['c'] }, ['c -> d -> c']],
  ])('%s is told', (_title, arrows, circles) => {
    expect(findCircles(graphOf(arrows))).toEqual(circles);
  });

  it('is none where two ways lead to one file', () => {
    expect(findCircles(graphOf({ a: ['b', 'c'], b: ['d'], c: ['d', 'b'], d: ['elsewhere'] }))).toEqual([]);
  });
});
