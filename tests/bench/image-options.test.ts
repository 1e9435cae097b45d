import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readImageOptions } from '../../bench/service/subjects/image-options.ts';

it('a subject starts with every option that the image gives to Node', () => {
  const options = readImageOptions();
  expect(options).not.toEqual([]);
  expect(readFileSync('service/Dockerfile', 'utf8')).toContain(
    `CMD ${JSON.stringify(['node', ...options, 'main.js']).replaceAll(',', ', ')}\n`,
  );
});

it('Node knows every option that the image gives it', () => {
  const start = (options: readonly string[]): string =>
    execFileSync(process.execPath, [...options, '-p', '"up"'], { encoding: 'utf8', stdio: 'pipe' });
  expect(start(readImageOptions())).toBe('up\n');
  expect(() => start([...readImageOptions(), '--heap-growing-percentage=300'])).toThrow('bad option');
});
