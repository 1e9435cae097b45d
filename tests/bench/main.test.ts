import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';

it('refuses a mistyped option in one sentence and measures nothing', async () => {
  const [code, stdout, stderr] = await new Promise<[unknown, string, string]>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx/esm', 'bench/main.ts', '--quik'], (error, out, err) => {
      resolve([error?.code, out, err]);
    });
  });
  expect(stderr).toMatch(/unknown option '--quik'\n\(Did you mean --quick\?\)\n$/);
  expect([code, stdout]).toEqual([2, '']);
});
