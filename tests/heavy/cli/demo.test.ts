import path from 'node:path';
import { expect, it } from 'vitest';
import { startCommand } from '../../support/command.ts';
import { writeFiles } from '../../support/replay/replay-of.ts';

it('the demo, stopped in the middle of its scenario, stops what it started and says that nothing was shown', async () => {
  const stateFolder = path.join(await writeFiles({}), 'state');
  const demo = startCommand('demo', ['--state-folder', stateFolder]);
  await demo.printed(/trying the right key/);
  demo.kill('SIGTERM');
  expect(await demo.exited).toEqual({ code: 1, signal: null });
  expect(demo.stderr()).toBe('');
  expect(demo.stdout()).not.toContain('ALARM');
});

it('the demo, stopped while it starts, ends without a word and says that nothing was shown', async () => {
  const stateFolder = path.join(await writeFiles({}), 'state');
  const demo = startCommand('demo', ['--state-folder', stateFolder]);
  await demo.printed(/evaluating the stack dev/);
  demo.kill('SIGTERM');
  expect(await demo.exited).toEqual({ code: 1, signal: null });
  expect(demo.stderr()).toBe('');
});
