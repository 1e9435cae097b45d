import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeRun, startFakeRun } from '../../support/console/fake-run.ts';
import { devPlan } from '../../support/local-plan.ts';
import { launchChromium, narrow, openConsole, wide } from './browser.ts';

/** With KEYWATCH_SCREENSHOTS=1 the pictures in docs/images/ are taken anew; else they are held against the page. */
const taking = process.env['KEYWATCH_SCREENSHOTS'] === '1';
const folder = path.resolve('docs/images');

let browser: Browser;
let run: FakeRun;
beforeAll(async () => {
  [browser, run] = await Promise.all([launchChromium(), startFakeRun({ plan: await devPlan() })]);
  await run.playLab();
});
afterAll(async () => {
  await browser.close();
  await run.stop();
});

const wrongKeyAlarm = 'keywatch-dev-kms-wrong-key';
const detection = `#/detection/${wrongKeyAlarm}`;

describe('the pictures in docs/images', () => {
  it.each([
    { name: 'console', colorScheme: 'light', viewport: wide, open: showDetection },
    { name: 'console-dark', colorScheme: 'dark', viewport: wide, open: showDetection },
    { name: 'console-request', colorScheme: 'light', viewport: wide, open: showRequest },
    { name: 'console-mail', colorScheme: 'light', viewport: wide, open: showMail },
    { name: 'console-narrow', colorScheme: 'light', viewport: narrow, open: showNothing },
  ] as const)('$name shows what the page tells of the lab', async ({ name, open, ...context }) => {
    const { page, problems } = await openConsole(browser, run.url, {
      ...context,
      deviceScaleFactor: 1.5,
      fixedTimeMs: run.loop.clock.nowMs(),
    });
    await open(page);
    const told = withoutChance(await page.locator('body').ariaSnapshot());
    const [picture, text] = [path.join(folder, `${name}.png`), path.join(folder, `${name}.txt`)];
    if (taking) {
      await page.screenshot({ path: picture });
      await writeFile(text, told);
    }
    expect(told).toBe(await readFile(text, 'utf8'));
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG');
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

async function showDetection(page: Page): Promise<void> {
  await page.goto(`${run.url}/${detection}`);
  await page.getByRole('heading', { name: /Why it fired/ }).waitFor();
}

async function showRequest(page: Page): Promise<void> {
  await page
    .getByRole('list', { name: 'Requests' })
    .getByRole('link', { name: /wrong key/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'KMS denies the service access' }).click();
  await page.getByRole('region', { name: /Filter/ }).waitFor();
}

async function showMail(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Open the mail' }).click();
  await page.getByRole('heading', { name: /^ALARM/ }).waitFor();
}

async function showNothing(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Requests' }).getByRole('link').first().waitFor();
}

/** Ids, ports and durations differ from run to run. */
function withoutChance(told: string): string {
  const text = told
    .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'ID')
    .replaceAll(/\b(?=\w*\d)[\da-f]{8}\b/g, 'ID')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/by-hand-[\w-]+/g, 'NAME')
    .replaceAll(/\d+(?:\.\d+)? ms/g, 'N ms');
  return `${text}\n`;
}
