import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openConsole } from './browser.ts';
import { playedLab } from './played-lab.ts';

const lab = playedLab();

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '');

/** Presses Tab until what has the focus says so. */
async function tabTo(page: Page, text: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (text.test(now)) return;
    passed.push(now.slice(0, 40));
  }
  throw new Error(`No ${String(text)} in the order of tabs: ${passed.join(' | ')}`);
}

describe('with the keyboard alone', () => {
  it('the first Tab offers to skip to the content', async () => {
    const { page } = await openConsole(lab.browser, lab.run.url);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.context().close();
  });

  it('a list is one stop, arrows move in it, Enter opens, Escape closes and leads back', async () => {
    const { page, problems } = await openConsole(lab.browser, lab.run.url);
    await tabTo(page, /POST \/decrypt.*wrong key/);
    const newest = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    await page.keyboard.press('ArrowDown');
    const second = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(second).not.toBe(newest);
    await page.keyboard.press('End');
    expect(await focused(page)).toMatch(/POST \/encrypt/);
    await page.keyboard.press('Home');
    expect(await focused(page)).toMatch(/POST \/decrypt/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Path of the request' }).waitFor();
    expect(new URL(page.url()).hash).toBe(second);
    await tabTo(page, /^JSON of CloudTrail record$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('"eventName"').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('JSON of CloudTrail record');
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Graphs' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(second);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('a wrong key is tried, its alarm explained and its mail read', async () => {
    const { page, problems } = await openConsole(lab.browser, lab.run.url);
    await tabTo(page, /^Wrong key$/);
    await page.keyboard.press('Enter');
    await page.getByText('/decrypt answered 400').waitFor();
    await tabTo(page, /^Why did it fire\?$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Why it fired/ }).waitFor();
    await tabTo(page, /^(?:Unread, )?AWS Notifications/);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Mail', exact: true }).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('what has the focus is outlined', async () => {
    const { page } = await openConsole(lab.browser, lab.run.url);
    for (const stop of [/^Encrypt$/, /^curl for Encrypt$/, /POST \/decrypt/, /Somebody used a wrong key/]) {
      await tabTo(page, stop);
      const outline = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as HTMLElement);
        return `${outlineStyle} ${outlineWidth}`;
      });
      expect(outline).toBe('solid 2px');
    }
    await page.context().close();
  });
});
