import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { codeBlocks, pages } from '../support/docs/pages.ts';

/** The linter's table, read as text: to import the linter's configuration takes seconds. */
const [, table = ''] =
  /^const mayImport = (\{.*?^\});$/ms.exec(readFileSync('eslint.config.js', 'utf8')) ?? [];
const mayImport = runInNewContext(`(${table})`) as Readonly<Record<string, readonly string[]>>;

const page = pages.find(({ file }) => file === 'docs/architecture.md');
const drawing =
  page === undefined ? '' : (codeBlocks(page).find(({ lang }) => lang === 'mermaid')?.value ?? '');

/** What is drawn: `a --> b & c`, or a room alone that imports nothing and is imported by nothing. */
function readArrows(mermaid: string): Record<string, string[]> {
  const lines = mermaid.split('\n').map((line) => line.trim());
  const arrows = lines.flatMap((line) => {
    const [, from, to] = /^(\w+)(?: --> (\w+(?: & \w+)*))?$/.exec(line) ?? [];
    return from === undefined ? [] : [{ from, to: to?.split(' & ') ?? [] }];
  });
  const rooms = new Set(arrows.flatMap(({ from, to }) => [from, ...to]));
  return Object.fromEntries(
    [...rooms].map((room) => [room, arrows.flatMap(({ from, to }) => (from === room ? to : [])).sort()]),
  );
}

describe('the page on architecture', () => {
  it('draws every room with exactly the arrows that the linter allows', () => {
    const allowed = Object.entries(mayImport).map(([room, others]) => [room, [...others].sort()]);
    expect(readArrows(drawing)).toEqual(Object.fromEntries(allowed));
  });

  it('is held against the linter: a drawing with an arrow more or less differs', () => {
    expect(readArrows(drawing.replace('cost --> stack', 'cost'))).not.toEqual(readArrows(drawing));
    expect(readArrows(`${drawing}\nservice --> infra`)).not.toEqual(readArrows(drawing));
  });

  it('draws the program as what it is: it imports the components alone', () => {
    const imported = [...readFileSync('index.ts', 'utf8').matchAll(/ from '\.\/(\w+)\//g)].map(
      ([, room]) => room,
    );
    expect(new Set(imported)).toEqual(new Set(['infra']));
    expect(drawing).toContain('program["index.ts"] ==> infra');
  });

  it('tells of each room what it holds', () => {
    const told = [...(page?.text ?? '').matchAll(/^\| \[`(\w+)\/`\]/gm)].map(([, room]) => room);
    expect(told.sort()).toEqual(Object.keys(mayImport).sort());
  });
});

describe('the README', () => {
  it('tells of every room where it is', () => {
    const readme = pages.find(({ file }) => file === 'README.md')?.text ?? '';
    const [, list = ''] = /^## Where things are\n\n```\n(.*?)^```/ms.exec(readme) ?? [];
    const told = [...list.matchAll(/^(\w+)\/ /gm)].map(([, room]) => room);
    expect(told.sort()).toEqual([...Object.keys(mayImport), 'bench', 'docs', 'tests'].sort());
  });
});
