import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeRun, startFakeRun } from '../../support/console/fake-run.ts';
import { readSnapshot } from '../../support/console/page.ts';
import { orderedDevPlan } from '../../support/local-plan.ts';
import { launchChromium, narrow, openConsole, wide } from './browser.ts';
import { comparePictures } from './pictures/compare-pictures.ts';
import { type DrawingHand, readDrawingHand } from './pictures/drawing-hand.ts';
import { steadyPage, type SteadyValues, steadyValuesOf, withSteadyValues } from './pictures/steady-values.ts';

/** With KEYWATCH_SCREENSHOTS=1 the pictures in docs/images/ are taken anew; else they are held against the page. */
const taking = process.env['KEYWATCH_SCREENSHOTS'] === '1';
const folder = path.resolve('docs/images');
const handFile = path.join(folder, 'drawn-by.json');

/** None on the machine that drew them, where a changed letter is a dozen; a little for what nobody could see. */
const maxDifferentPixels = 5;

const wrongKeyAlarm = 'keywatch-dev-kms-wrong-key';

const pictures = [
  { name: 'console', colorScheme: 'light', viewport: wide, open: showDetection },
  { name: 'console-dark', colorScheme: 'dark', viewport: wide, open: showDetection },
  { name: 'console-path', colorScheme: 'light', viewport: wide, open: showPath },
  { name: 'console-request', colorScheme: 'light', viewport: wide, open: showMatching },
  { name: 'console-mail', colorScheme: 'light', viewport: wide, open: showMail },
  { name: 'console-narrow', colorScheme: 'light', viewport: narrow, open: showNothing },
] as const;

interface Taken {
  readonly picture: Buffer;
  /** What the page tells a screen reader. */
  readonly told: string;
  readonly problems: readonly string[];
}

let browser: Browser;
let run: FakeRun;
let hand: DrawingHand;
const taken = new Map<string, Taken>();
beforeAll(async () => {
  [browser, run] = await Promise.all([launchChromium(), startFakeRun({ plan: await orderedDevPlan() })]);
  await run.playLab();
  hand = await readDrawingHand(browser, run.url);
  const values = steadyValuesOf(await readSnapshot(run.url));
  for (const picture of pictures) taken.set(picture.name, await take(picture, values));
  if (!taking) return;
  for (const [name, { picture, told }] of taken) {
    await writeFile(path.join(folder, `${name}.png`), picture);
    await writeFile(path.join(folder, `${name}.txt`), told);
  }
  await writeFile(handFile, `${JSON.stringify(hand, undefined, 2)}\n`);
});
afterAll(async () => {
  await browser.close();
  await run.stop();
});

describe.each(pictures)('the picture $name in docs/images', ({ name }) => {
  it('tells what the page tells', async () => {
    const { told, problems } = taken.get(name) ?? {};
    expect(told).toBe(await readFile(path.join(folder, `${name}.txt`), 'utf8'));
    expect(problems).toEqual([]);
  });

  it('looks as the page does', async ({ skip }) => {
    const drawnBy = JSON.parse(await readFile(handFile, 'utf8')) as DrawingHand;
    const isSameHand = JSON.stringify(drawnBy) === JSON.stringify(hand);
    skip(
      !isSameHand,
      'Another Chromium or other fonts drew it: pixels say nothing, what it tells is held above.',
    );
    const stored = await readFile(path.join(folder, `${name}.png`));
    const { differentPixels, marked } = comparePictures(stored, taken.get(name)?.picture ?? Buffer.alloc(0));
    const markedFile = path.join(os.tmpdir(), `keywatch-${name}-differences.png`);
    if (differentPixels > maxDifferentPixels) await writeFile(markedFile, marked);
    expect(
      differentPixels,
      `${markedFile} marks what differs. Where the page is right: KEYWATCH_SCREENSHOTS=1 KEYWATCH_HEAVY=1 npx vitest run tests/heavy/console/screenshots`,
    ).toBeLessThanOrEqual(maxDifferentPixels);
  });
});

async function take(
  { open, colorScheme, viewport }: (typeof pictures)[number],
  values: SteadyValues,
): Promise<Taken> {
  const { page, problems } = await openConsole(browser, run.url, {
    colorScheme,
    viewport,
    deviceScaleFactor: 1.5,
    fixedTimeMs: run.loop.clock.nowMs(),
  });
  await open(page);
  await steadyPage(page, values);
  const told = `${withSteadyValues(await page.locator('body').ariaSnapshot(), values)}\n`;
  const picture = await page.screenshot({ animations: 'disabled' });
  await page.context().close();
  return { picture, told, problems };
}

async function showDetection(page: Page): Promise<void> {
  await page.goto(`${run.url}/#/detection/${wrongKeyAlarm}`);
  await page.getByRole('heading', { name: /Why it fired/ }).waitFor();
}

async function showPath(page: Page): Promise<void> {
  await page
    .getByRole('list', { name: 'Requests' })
    .getByRole('link', { name: /wrong key/ })
    .last()
    .click();
  await page.getByRole('list', { name: 'Path of the request' }).waitFor();
}

async function showMatching(page: Page): Promise<void> {
  await showPath(page);
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
