import type { Code } from 'mdast';
import { isCommandBlock, readCommandBlock } from './command-blocks.ts';
import { codeBlocks, placeOf, type Page } from './pages.ts';
import type { Reader } from './reader.ts';

/** One thing that a page tells its reader to do, or shows him. */
export interface PageStep {
  readonly place: string;
  /** The block's first line. */
  readonly what: string;
  readonly follow: (reader: Reader) => Promise<void>;
}

/**
 * What there is to follow on a page. Besides commands: `file=PATH` behind the language makes a block the content of a
 * file, or with `diff` a change to it; `shows` compares with what the last commands printed, and `told` waits for
 * lines of the command that was left running.
 */
export function stepsOf(page: Page): PageStep[] {
  return codeBlocks(page).flatMap((code) => {
    const follow = followerOf(page, code);
    const [what = ''] = code.value.split('\n');
    return follow === undefined ? [] : [{ place: placeOf(page, code), what, follow }];
  });
}

function followerOf(page: Page, code: Code): PageStep['follow'] | undefined {
  const { lang, meta, value } = code;
  if (isCommandBlock(code)) {
    const { kind, script, exitCode } = readCommandBlock(page, code);
    if (kind === 'run') return (reader) => reader.run(script, exitCode);
    return kind === 'stays' ? (reader) => reader.start(script) : undefined;
  }
  const [, file] = /^file=(\S+)$/.exec(meta ?? '') ?? [];
  if (file !== undefined) {
    return lang === 'diff' ? (reader) => reader.change(file, value) : (reader) => reader.write(file, value);
  }
  if (meta === 'told') return (reader) => reader.waitFor(value);
  if (meta !== 'shows') return undefined;
  return (reader) => {
    reader.compare(value);
    return Promise.resolve();
  };
}
