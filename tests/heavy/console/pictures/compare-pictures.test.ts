import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser.ts';
import { comparePictures } from './compare-pictures.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 300, height: 80 } });
});
afterAll(() => browser.close());

const draw = async (markup: string, width = 300): Promise<Buffer> => {
  await page.setViewportSize({ width, height: 80 });
  await page.setContent(`<body style="font: 12px monospace; color: #566273">${markup}`);
  return page.screenshot();
};
const differentPixels = async (one: string, other: string): Promise<number> =>
  comparePictures(await draw(one), await draw(other)).differentPixels;

describe('two pictures', () => {
  const sentence = 'owner@example.com was told';

  it('of the same page differ in nothing', async () => {
    expect(await differentPixels(sentence, sentence)).toBe(0);
  });

  it.each([
    ['one small pale letter', 'owner@example.com was tolt'],
    ['a missing sentence', ''],
    ['a colour', `<span style="color: #b3261e">${sentence}</span>`],
  ])('differ by %s', async (_what, other) => {
    expect(await differentPixels(sentence, other)).toBeGreaterThan(0);
  });

  it('of different sizes are no pair', async () => {
    const [one, other] = [await draw(sentence), await draw(sentence, 200)];
    expect(() => comparePictures(one, other)).toThrow('The stored picture is 300x80, the page 200x80.');
  });
});
