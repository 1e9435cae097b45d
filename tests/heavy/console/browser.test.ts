import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'keywatch-browser-'));
  await writeFile(path.join(folder, 'google-chrome'), '');
});
afterAll(() => rm(folder, { recursive: true }));

describe('findChromium', () => {
  it('finds a browser by its usual names in PATH', () => {
    expect(findChromium({ PATH: `/nowhere${path.delimiter}${folder}` })).toBe(
      path.join(folder, 'google-chrome'),
    );
  });

  it('takes the one that is named, if it is there', () => {
    const file = path.join(folder, 'google-chrome');
    expect(findChromium({ PATH: '', KEYWATCH_CHROMIUM: file })).toBe(file);
    expect(() => findChromium({ PATH: folder, KEYWATCH_CHROMIUM: '/nowhere/chrome' })).toThrow(
      'KEYWATCH_CHROMIUM names /nowhere/chrome, which is not there.',
    );
  });

  it('says how to get one when there is none', () => {
    expect(() => findChromium({ PATH: '/nowhere' })).toThrow(/apt-get install chromium.*KEYWATCH_CHROMIUM/);
  });
});
