import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyChange } from '../support/docs/apply-change.ts';
import { shellCommands } from '../support/docs/shell-commands.ts';
import { endOfShownLines, firstMissingLine } from '../support/docs/shown-output.ts';
import { StayingCommand } from '../support/docs/staying-command.ts';
import { Terminal } from '../support/docs/terminal.ts';

/** A reader who believes everything would find no fault with any page. */
describe('what a page shows of an output', () => {
  it.each([
    ['the same lines', 'a\nb', 'a\nb', undefined],
    ['lines left out', 'a\n…\nd', 'a\nb\nc\nd', undefined],
    ['text left out', 'took … ms', 'took 17 ms', undefined],
    [
      'other ids, times and ports',
      '{"Key":"0a1b2c3d-0000-4000-8000-5f4e3d2c1b0a"} http://127.0.0.1:8080',
      '{"Key":"7c2158e2-66e0-26aa-3e11-e9aaac05a29f"} http://127.0.0.1:41873',
      undefined,
    ],
    ['another line', 'a\nb', 'a\nc', 'b'],
    ['lines in another order', '…\nb\na\n…', 'a\nb', 'a'],
    ['a line in between', 'a\nb', 'a\nx\nb', 'b'],
    ['more lines', 'a', 'a\nb', '(the end; then came: b)'],
    ['fewer lines', 'a\nb', 'a', 'b'],
    ['another figure', '7 events', '8 events', '7 events'],
    ['a pattern of regular expressions, which is text', 'a.c', 'abc', 'a.c'],
  ])('is compared with it: %s', (_what, shown, printed, missing) => {
    expect(firstMissingLine(shown, printed)).toBe(missing);
  });

  it('is found in a log in its order, others between, each line whole', () => {
    const log = 'start\nother\nready\nunfinished';
    expect(endOfShownLines('start\nready', log, 0)).toBe('start\nother\nready\n'.length);
    expect(endOfShownLines('ready\nstart', log, 0)).toBeUndefined();
    expect(endOfShownLines('unfinished', log, 0)).toBeUndefined();
    expect(endOfShownLines('start', log, 'start\n'.length)).toBeUndefined();
  });
});

describe('a change that a page shows', () => {
  it('is made in each of its places', () => {
    expect(applyChange('a\nb\nc\nd\n', ' a\n+x\n@@\n-c\n+y\n d')).toBe('a\nx\nb\ny\nd\n');
  });

  it('is refused where its lines are not there, or not once', () => {
    expect(() => applyChange('a\n', ' b\n+x')).toThrow('0 times instead of once');
    expect(() => applyChange('a\na\n', ' a\n+x')).toThrow('2 times instead of once');
  });
});

describe('the commands of a block', () => {
  it.each([
    ['a && b "c d"', [['a'], ['b', 'c d']]],
    ['A=1 B=2 a > file', [['a']]],
    ['a | b # c', [['a'], ['b']]],
    ['A=$(b c)', [['b', 'c']]],
    ['a \\\n  --long', [['a', '--long']]],
    ['for x in 1 2; do\n  a; b\ndone', [['a'], ['b']]],
  ])('%j', (script, commands) => {
    expect(shellCommands(script)).toEqual(commands);
  });
});

describe('a terminal', () => {
  let terminal: Terminal;
  beforeAll(() => {
    terminal = new Terminal(tmpdir());
  });
  afterAll(() => terminal.close());

  it('keeps variables from block to block, and shows both outputs', async () => {
    await terminal.run('WORD=kept');
    expect(await terminal.run('echo "$WORD"; echo aloud >&2')).toEqual({
      output: 'kept\naloud\n',
      exitCode: 0,
      failures: 0,
    });
  });

  it('counts commands that fail, whether or not the last one does', async () => {
    expect(await terminal.run('false\necho on')).toEqual({ output: 'on\n', exitCode: 0, failures: 1 });
    expect(await terminal.run('(exit 3)')).toEqual({ output: '', exitCode: 3, failures: 1 });
    expect(await terminal.run('false\n(exit 3)')).toMatchObject({ exitCode: 3, failures: 2 });
  });

  it('gives no command the next block as its input', async () => {
    expect(await terminal.run('cat')).toMatchObject({ output: '', exitCode: 0 });
    expect(await terminal.run('echo next')).toMatchObject({ output: 'next\n' });
  });
});

describe('a command that goes on', () => {
  const never = new AbortController().signal;

  it('tells line by line, and ends at Ctrl-C', async () => {
    const stays = `process.on('SIGINT', () => process.exit(0)); setInterval(() => {}, 1000); console.log('ready')`;
    const command = new StayingCommand(tmpdir(), `node -e "${stays}"`);
    await command.told('ready', never);
    expect(await command.interrupt()).toBe(0);
  });

  it('that ends without a word is told of, with what it printed', async () => {
    const command = new StayingCommand(tmpdir(), 'bash -c "echo sorry; exit 2"');
    await expect(command.told('ready', never)).rejects.toThrow(/has not told\nready\nIt printed\nsorry/);
  });
});
