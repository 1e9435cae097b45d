import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
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

/** A disk that is full; not every system has one to test with. */
const fullDisk = '/dev/full';

describe('a command that can print nothing because the disk is full', () => {
  it.runIf(existsSync(fullDisk))('says so and fails', async () => {
    const folder = await writeFiles({ 'lines.log': '{"a":"b"}\n' });
    const full = openSync(fullDisk, 'w');
    const args = ['--import', 'tsx/esm', 'cli/test-metric-filter.ts', '-p', '{ $.a = * }'];
    const child = spawn(process.execPath, [...args, path.join(folder, 'lines.log')], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const [told, code] = await Promise.all([text(child.stderr as Readable), ended]);
    expect(told).toBe("What the command prints can't be written (ENOSPC).\n");
    expect(code).toBe(1);
  });
});
