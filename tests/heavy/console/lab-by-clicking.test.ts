import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openConsole } from './browser.ts';
import { type RealRun, startRealRun } from './real-run.ts';

/** The alarm comes at the end of a minute, after the delivery; a busy machine needs longer for all of it. */
const alarmTimeoutMs = 180_000;

let browser: Browser;
let run: RealRun;
beforeAll(async () => {
  [browser, run] = await Promise.all([launchChromium(), startRealRun()]);
}, 180_000);
afterAll(async () => {
  await browser.close();
  expect(await run.stop()).toBe(0);
}, 60_000);

const tryIt = async (page: Page, title: string, answer: RegExp): Promise<void> => {
  await page.getByRole('button', { name: title, exact: true }).click();
  await page.getByText(answer).waitFor();
};

/** What the rows of a list say, but for how far along a request is: that goes on. */
const timesAndOutcomes = async (list: Locator): Promise<readonly string[]> =>
  (await list.getByRole('link').allInnerTexts()).map((text) => text.replace(/, reached: .*/s, ''));

it(
  'the lab is done by clicking only: wrong keys tried, the alarm seen, its mail opened, and all still there after a reload',
  { timeout: alarmTimeoutMs + 120_000 },
  async () => {
    const { page, problems } = await openConsole(browser, run.url);
    await page.getByRole('heading', { name: 'Nobody is trying wrong keys' }).waitFor();
    await tryIt(page, 'Encrypt', /\/encrypt answered 20\d\./);
    await tryIt(page, 'Decrypt', /\/decrypt answered 200\./);
    for (let times = 0; times < 3; times++) await tryIt(page, 'Wrong key', /\/decrypt answered 400\./);

    const requests = page.getByRole('list', { name: 'Requests' });
    await requests
      .getByRole('link', { name: /wrong key/ })
      .first()
      .click();
    const steps = page.getByRole('list', { name: 'Path of the request' });
    await steps.getByText('keywatch-dev-kms-wrong-key', { exact: true }).waitFor();
    const fired = page.getByRole('heading', { name: 'Somebody is trying wrong keys' });
    await fired.waitFor({ timeout: alarmTimeoutMs });
    await expect.poll(() => page.title()).toMatch(/^ALARM: /);
    await steps.getByText(/^keywatch-dev-kms-wrong-key: \w+ → ALARM$/).waitFor({ timeout: alarmTimeoutMs });

    const detection = page
      .getByRole('list', { name: 'Detections' })
      .getByRole('link', { name: /^Somebody used a wrong key/ });
    await detection.click();
    await page.getByRole('heading', { name: /Why it fired at/ }).waitFor();
    const causes = page.getByRole('table', { name: 'Events that did it' });
    expect(await causes.getByRole('row').count()).toBe(1 + 3);
    expect(await causes.innerText()).toContain('127.0.0.1');

    await page.getByRole('link', { name: 'Open the mail' }).click();
    await page.getByRole('heading', { name: /^ALARM: "/ }).waitFor();
    await page.getByText('has entered the ALARM state').waitFor();

    const told = await timesAndOutcomes(requests);
    await page.reload();
    await page.getByText('has entered the ALARM state').waitFor();
    expect(await timesAndOutcomes(requests)).toEqual(expect.arrayContaining([...told]));
    expect(told.length).toBeGreaterThanOrEqual(5);
    await detection.click();
    await page.getByRole('heading', { name: /Why it fired (?:last, )?at/ }).waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  },
);
