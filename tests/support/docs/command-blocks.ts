import type { Code } from 'mdast';
import { codeBlocks, placeOf, type Page } from './pages.ts';

/**
 * What the word behind `sh` says of a block of commands; a reader never sees it.
 *
 * - `run`: run by tests/heavy/docs in a copy of the project, block by block in one shell for the page.
 * - `stays`: run like those and left running, in a terminal of its own, until the next such block or the page's end.
 * - `clone`: run by `.ci/run` in a clean clone, or on another page.
 * - `account`: needs an account at AWS, GitHub or Pulumi. What can be known without one is checked.
 */
export type BlockKind = (typeof blockKinds)[number];

export const blockKinds = ['run', 'stays', 'clone', 'account'] as const;

export interface CommandBlock {
  readonly place: string;
  readonly kind: BlockKind | undefined;
  readonly script: string;
  /** What the last command exits with: `exit=N`, else 0. */
  readonly exitCode: number;
}

const shellLanguages = new Set(['sh', 'bash', 'shell', 'zsh', 'console']);

export function isCommandBlock({ lang }: Code): boolean {
  return shellLanguages.has(lang ?? '');
}

/** The blocks of commands on a page, classified or not. */
export function commandBlocks(page: Page): CommandBlock[] {
  return codeBlocks(page)
    .filter(isCommandBlock)
    .map((code) => readCommandBlock(page, code));
}

export function readCommandBlock(page: Page, code: Code): CommandBlock {
  const words = code.meta?.split(' ') ?? [];
  const exit = words.find((word) => word.startsWith('exit='));
  return {
    place: placeOf(page, code),
    kind: blockKinds.find((kind) => kind === words[0]),
    script: code.value,
    exitCode: Number(exit?.slice('exit='.length) ?? 0),
  };
}
