import path from 'node:path';
import GithubSlugger from 'github-slugger';
import type { Definition, Html, Image, Link, Node } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { headings, nodesOf, type Page } from './pages.ts';

/** A link or a picture on a page. */
export interface PageLink {
  readonly url: string;
  readonly node: Node;
}

/** Everything on a page that leads elsewhere, as Markdown or as HTML. */
export function linksOf({ tree }: Page): PageLink[] {
  const written = [
    ...nodesOf<Link>(tree, 'link'),
    ...nodesOf<Image>(tree, 'image'),
    ...nodesOf<Definition>(tree, 'definition'),
  ].map((node): PageLink => ({ url: node.url, node }));
  const inHtml = nodesOf<Html>(tree, 'html').flatMap((node) =>
    Array.from(node.value.matchAll(/\b(?:href|src|srcset)="([^"]*)"/g), ([, url = '']): PageLink => ({
      url,
      node,
    })),
  );
  return [...written, ...inHtml];
}

export function isExternal(url: string): boolean {
  return /^[a-z][a-z+.-]*:/i.test(url);
}

/** Where a link within the project leads: a file from the project's folder, and a place in it. */
export function targetOf(
  { file }: Page,
  url: string,
): { readonly file: string; readonly anchor: string | undefined } {
  const [target = '', anchor] = url.split('#');
  return {
    file: target === '' ? file : path.posix.join(path.posix.dirname(file), decodeURIComponent(target)),
    anchor,
  };
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(page: Page): string[] {
  const slugger = new GithubSlugger();
  return headings(page).map((heading) => slugger.slug(toString(heading)));
}
