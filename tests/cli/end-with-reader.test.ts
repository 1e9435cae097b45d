import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startCommand } from '../support/command.ts';
import { writeFiles } from '../support/replay/replay-of.ts';

describe('a command whose output nobody reads any more', () => {
  it('ends without a word, as SIGPIPE would end it', async () => {
    const folder = await writeFiles({ 'lines.log': '{"a":"b"}\n'.repeat(50_000) });
    const command = startCommand('test-metric-filter', ['-p', '{ $.a = * }', path.join(folder, 'lines.log')]);
    await command.printed(/eventNumber/);
    command.stopReading();
    expect(await command.exited).toEqual({ code: 141, signal: null });
    expect(command.stderr()).toBe('');
  });
});
