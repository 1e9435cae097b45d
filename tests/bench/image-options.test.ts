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
