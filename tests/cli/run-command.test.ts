import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

/** Runs a command of one statement as those of `cli/` are run. */
async function run(statement: string) {
  const program = `
    import { Command } from 'commander';
    import { runCommand } from './cli/run-command.ts';
    import { BrokenRunError, LocalRunError } from './local/run/run-error.ts';
    await runCommand(new Command('it').action(() => { ${statement} }));`;
  const args = ['--import', 'tsx/esm', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stderr };
}

describe('a command', () => {
  it.each([
    ['LocalRunError', 2],
    ['BrokenRunError', 1],
  ])('tells of a %s in its own words and exits %i', async (name, code) => {
    expect(await run(`throw new ${name}('A sentence.')`)).toEqual({ code, stderr: 'A sentence.\n' });
  });

  it('shows where a defect is and exits 1', async () => {
    const { code, stderr } = await run("throw new TypeError('A defect.')");
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^TypeError: A defect\.\n {4}at /)]);
  });

  it('exits 0 where nothing is wrong', async () => {
    expect(await run('')).toEqual({ code: 0, stderr: '' });
  });
});
