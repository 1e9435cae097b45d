import path from 'node:path';
import { expect, it } from 'vitest';
import { startCommand } from '../../support/command.ts';
import { writeFiles } from '../../support/replay/replay-of.ts';

it.each([
  ['while it starts', /evaluating the stack dev/],
  ['in the middle of its scenario', /trying the right key/],
])('the demo, stopped %s, stops what it started and says that nothing was shown', async (_when, step) => {
  const stateFolder = path.join(await writeFiles({}), 'state');
  const demo = startCommand('demo', ['--state-folder', stateFolder]);
  await demo.printed(step);
  demo.kill('SIGTERM');
  expect(await demo.exited).toEqual({ code: 1, signal: null });
  expect(demo.stderr()).toBe('');
  expect(demo.stdout()).not.toContain('ALARM');
});
