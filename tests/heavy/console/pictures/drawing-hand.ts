import type { Browser } from 'playwright-core';

/** What decides how a page is drawn beside the page itself: pixels of two hands can't be compared. */
export interface DrawingHand {
  /** Its major version. */
  readonly chromium: string;
  /** Widths of a line of text, which tell the fonts that this machine has for the page's. */
  readonly sansPx: number;
  readonly monoPx: number;
}

export async function readDrawingHand(browser: Browser, url: string): Promise<DrawingHand> {
  const page = await browser.newPage();
  await page.goto(url);
  const [sansPx, monoPx] = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return ['--sans', '--mono'].map((name) => {
      const context = document.createElement('canvas').getContext('2d');
      if (context === null) throw new Error('This browser draws no text.');
      context.font = `100px ${style.getPropertyValue(name)}`;
      return Math.round(context.measureText('Keywatch: 1 wrong key, quickly found').width);
    });
  });
  await page.close();
  return { chromium: browser.version().split('.')[0] ?? '', sansPx: sansPx ?? 0, monoPx: monoPx ?? 0 };
}
