import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startCommand } from '../../support/command.ts';
import { writeFiles } from '../../support/replay/replay-of.ts';

it('a command whose output nobody reads any more stops what it has started', async () => {
  const stateFolder = path.join(await writeFiles({}), 'state');
  const command = startCommand('start', ['--port', '0', '--no-console', '--state-folder', stateFolder]);
  await command.printed(/starting Postgres/);
  command.stopReading();
  expect(await command.exited).toEqual({ code: 141, signal: null });
  expect(command.stderr()).toBe('');
  expect(await readdir(path.join(stateFolder, 'processes'))).toEqual([]);
});
