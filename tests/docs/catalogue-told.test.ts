import { describe, expect, it } from 'vitest';
import { detections } from '../../detections/index.ts';
import { linksOf, targetOf } from '../support/docs/links.ts';
import { pages, type Page } from '../support/docs/pages.ts';

const pageAt = (file: string): Page => {
  const page = pages.find((each) => each.file === file);
  if (page === undefined) throw new Error(`There is no page ${file}.`);
  return page;
};

/** Rows of a page's tables in which a cell links to a detection's runbook: the detection, and all cells. */
function rowsOf(file: string): { readonly id: string; readonly cells: readonly string[] }[] {
  return pageAt(file)
    .text.split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => {
      const [, id] = /\]\((?:docs\/)?runbooks\/([a-z-]+)\.md\)/.exec(line) ?? [];
      return id === undefined || id === 'README'
        ? []
        : [{ id, cells: line.split('|').map((cell) => cell.trim()) }];
    });
}

const ids = detections.map(({ id }) => id).sort();

describe('the threat model', () => {
  const rows = rowsOf('docs/threat-model.md');

  it('has a step for every detection of the catalogue', () => {
    expect(rows.map(({ id }) => id).sort()).toEqual(ids);
  });

  it.each(detections)('names the techniques of $id as it is declared', ({ id, attack }) => {
    const cells = rows.find((row) => row.id === id)?.cells ?? [];
    expect(cells).toContain(attack.length === 0 ? 'none' : attack.join(', '));
  });
});

it('the README has a row for every detection of the catalogue', () => {
  const told = rowsOf('README.md').map(({ id }) => id);
  expect([...told].sort()).toEqual(ids);
});

it('the index leads to every page of documentation, runbooks through their own', () => {
  const index = pageAt('docs/README.md');
  const listed = linksOf(index).map(({ url }) => targetOf(index, url).file);
  const own = pages.map(({ file }) => file).filter((file) => /^docs\/(?!README|runbooks\/[a-z])/.test(file));
  expect(own.filter((file) => !listed.includes(file))).toEqual([]);
  expect(own.length).toBeGreaterThan(10);
});
