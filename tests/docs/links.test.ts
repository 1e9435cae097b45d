import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { anchorsOf, isExternal, linksOf, targetOf } from '../support/docs/links.ts';
import { codeBlocks, inlineCodes, pages, placeOf, type Page } from '../support/docs/pages.ts';

/** Whose pages may be pointed at: official documentation, and places that a sentence cites as its source. */
const hosts = new Set([
  'app.pulumi.com',
  'attack.mitre.org',
  'docs.aws.amazon.com',
  'docs.github.com',
  'github.com',
  'www.pulumi.com',
]);

const byFile = new Map(pages.map((page) => [page.file, page]));
const links = pages.flatMap((page) =>
  linksOf(page).map((link) => ({ page, place: placeOf(page, link.node), ...link })),
);

function faultOf(page: Page, url: string): string | undefined {
  if (isExternal(url)) return faultOfAddress(url);
  const { file, anchor } = targetOf(page, url);
  if (!existsSync(file)) return `there is no ${file}`;
  if (anchor === undefined) return undefined;
  const target = byFile.get(file);
  return target !== undefined && anchorsOf(target).includes(anchor) ? undefined : `${file} has no #${anchor}`;
}

function faultOfAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return 'it is no address';
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:') return `${protocol} is not https:`;
  return hosts.has(hostname) ? undefined : `${hostname} is not among the hosts that were looked at`;
}

describe('every link', () => {
  it('within the project leads to a file, and to a heading where it names one', () => {
    const inside = links.filter(({ url }) => !isExternal(url));
    expect(
      inside.map(({ page, place, url }) => [place, url, faultOf(page, url)]).filter(([, , fault]) => fault),
    ).toEqual([]);
    expect(inside.length).toBeGreaterThan(60);
  });

  it('out of the project is an https address of a host that was looked at', () => {
    const outside = links.filter(({ url }) => isExternal(url));
    expect(
      outside.map(({ page, place, url }) => [place, url, faultOf(page, url)]).filter(([, , fault]) => fault),
    ).toEqual([]);
    expect(outside.length).toBeGreaterThan(15);
  });

  it.each([
    ['[a](nowhere.md)', 'there is no docs/nowhere.md'],
    ['[a](deploy.md#nowhere)', 'docs/deploy.md has no #nowhere'],
    ['![a](images/nowhere.png)', 'there is no docs/images/nowhere.png'],
    ['<img src="images/nowhere.png">', 'there is no docs/images/nowhere.png'],
    ['[a][b]\n\n[b]: nowhere.md', 'there is no docs/nowhere.md'],
    ['[a](http://docs.aws.amazon.com/kms)', 'http: is not https:'],
    ['[a](https://example.com/)', 'example.com is not among'],
  ])('that leads nowhere is noticed: %s', (text, fault) => {
    const page: Page = { file: 'docs/page.md', text, tree: fromMarkdown(text) };
    const faults = linksOf(page).map(({ url }) => faultOf(page, url));
    expect(faults.join()).toContain(fault);
  });
});

it('every path of the project that a sentence names is there', () => {
  const rooms = readdirSync('.', { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'node_modules',
  );
  const isPath = new RegExp(
    String.raw`^(?:${rooms.map(({ name }) => name.replace('.', String.raw`\.`)).join('|')})/[\w./-]*$`,
  );
  const named = pages.flatMap((page) =>
    inlineCodes(page)
      .filter(({ value }) => isPath.test(value))
      .map((node) => ({ place: placeOf(page, node), value: node.value })),
  );
  /** What a run or a person makes. */
  const made = /^\.keywatch\/|\.[A-Z]+\./;
  const written = new Set(pages.flatMap(codeBlocks).map(({ meta }) => meta?.replace(/^file=/, '')));
  expect(named.filter(({ value }) => !made.test(value) && !written.has(value) && !existsSync(value))).toEqual(
    [],
  );
  expect(named.length).toBeGreaterThan(20);
});

it('every page is reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const file of reached) {
    const page = byFile.get(file);
    if (page === undefined) continue;
    for (const { url } of linksOf(page)) if (!isExternal(url)) reached.add(targetOf(page, url).file);
  }
  expect(pages.map(({ file }) => file).filter((file) => !reached.has(path.posix.normalize(file)))).toEqual(
    [],
  );
});
