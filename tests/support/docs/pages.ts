import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Code, Heading, InlineCode, Node, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { visit } from 'unist-util-visit';

/** A Markdown page of the project. */
export interface Page {
  /** From the project's folder. */
  readonly file: string;
  readonly text: string;
  /** Parsed when it is first asked for. */
  readonly tree: Root;
}

/** Every page a reader may come to: those of the project's folder and all below docs/. */
export const pages: readonly Page[] = [
  ...readdirSync('.').sort(),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .sort()
    .map((file) => path.posix.join('docs', file.replaceAll(path.sep, '/'))),
]
  .filter((file) => file.endsWith('.md'))
  .map(readPage);

function readPage(file: string): Page {
  const text = readFileSync(file, 'utf8');
  let tree: Root | undefined;
  return {
    file,
    text,
    get tree() {
      return (tree ??= fromMarkdown(text));
    },
  };
}

export const codeBlocks = ({ tree }: Page): Code[] => nodesOf<Code>(tree, 'code');

export const inlineCodes = ({ tree }: Page): InlineCode[] => nodesOf<InlineCode>(tree, 'inlineCode');

export const headings = ({ tree }: Page): Heading[] => nodesOf<Heading>(tree, 'heading');

/** All nodes of a type, in the order of the page. */
export function nodesOf<T extends Node>(tree: Root, type: T['type']): T[] {
  const found: T[] = [];
  visit(tree, type, (node: Node) => {
    found.push(node as T);
  });
  return found;
}

/** Where a reader finds a node: file and line. */
export function placeOf({ file }: Page, node: Node): string {
  return `${file}:${node.position?.start.line ?? 0}`;
}
