import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../console/protocol.ts';
import { openConsole, launchChromium } from './browser.ts';
import { type RealRun, startRealRun } from './real-run.ts';

/** An alarm comes at the end of a minute, after the delivery; a busy machine needs longer for all of it. */
const alarmTimeoutMs = 180_000;
const wrongKeyAlarms = ['kms-wrong-key', 'kms-wrong-key-burst', 'kms-wrong-key-slow'].map(
  (name) => `keywatch-dev-${name}`,
);

let browser: Browser;
let run: RealRun;
let page: Page;
let problems: readonly string[];
beforeAll(async () => {
  [browser, run] = await Promise.all([launchChromium(), startRealRun()]);
  ({ page, problems } = await openConsole(browser, run.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
  }));
}, 180_000);
afterAll(async () => {
  await browser.close();
  expect(await run.stop()).toBe(0);
}, 60_000);

const outcome = () => page.locator('.try-it-outcome');

async function tryIt(title: string, answer: RegExp): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).click();
  await expect.poll(() => outcome().innerText(), { timeout: 30_000 }).toMatch(answer);
}

const readSnapshot = async (): Promise<Snapshot> =>
  (await (await fetch(`${run.url}/api/snapshot`)).json()) as Snapshot;

/** The wrong-key alarms that were ever in ALARM. */
async function wrongKeyAlarmsFired(): Promise<readonly string[]> {
  const { detections } = await readSnapshot();
  return detections
    .filter(
      ({ id, transitions }) => wrongKeyAlarms.includes(id) && transitions.some(({ to }) => to === 'ALARM'),
    )
    .map(({ id }) => id);
}

/** Waits until every wrong-key alarm was evaluated on all that was called up to now. */
async function waitForEvaluations(): Promise<void> {
  const { nowMs, deliveryDelayMs, detections } = await readSnapshot();
  const due = detections
    .filter(({ id }) => wrongKeyAlarms.includes(id))
    .flatMap(({ evaluation }) => (evaluation === null ? [] : [evaluation.nextMs + evaluation.everyMs]));
  expect(due).toHaveLength(wrongKeyAlarms.length);
  const untilMs = Math.max(nowMs + deliveryDelayMs, ...due) + 2_000;
  await expect
    .poll(async () => (await readSnapshot()).nowMs, { timeout: alarmTimeoutMs, interval: 2_000 })
    .toBeGreaterThan(untilMs);
}

describe('the buttons of "try it", clicked in a real run', () => {
  it.each([
    { title: 'KMS outage', told: 'KMS outage: KMS answers no call at all.' },
    { title: 'KMS throttling', told: 'Throttling: KMS refuses every call for its rate.' },
  ])(
    '$title lets the service fail until it is switched off; then it answers as before',
    async ({ title, told }) => {
      await tryIt('Encrypt', /\/encrypt answered 20\d\./);
      await tryIt(title, /\/encrypt answered 503\. The fault stays on until it is switched off\./);
      await page.getByText(told).waitFor();
      await tryIt('Decrypt', /\/decrypt answered 503\. The fault stays on/);
      await page.getByRole('button', { name: 'Switch it off' }).click();
      await page.getByText(told).waitFor({ state: 'hidden' });
      await tryIt('Encrypt', /\/encrypt answered 20\d\.$/m);
      await tryIt('Decrypt', /\/decrypt answered 200\.$/m);
    },
  );

  it(
    'no fault raises a wrong-key alarm, and then a burst of wrong keys raises all three',
    { timeout: 3 * alarmTimeoutMs },
    async () => {
      await waitForEvaluations();
      expect(await wrongKeyAlarmsFired()).toEqual([]);

      await tryIt('Burst of wrong keys', /\/decrypt answered 400 12 times\./);
      const burst = page
        .getByRole('list', { name: 'Detections' })
        .getByRole('link', { name: /^Many wrong keys in a few minutes.*In alarm/s });
      await burst.waitFor({ timeout: alarmTimeoutMs });
      await burst.click();
      await page.getByText('12 events did it.').waitFor();
      expect(await page.getByRole('table', { name: 'Events that did it' }).getByRole('row').count()).toBe(
        1 + 12,
      );
      await expect
        .poll(wrongKeyAlarmsFired, { timeout: alarmTimeoutMs, interval: 2_000 })
        .toEqual(expect.arrayContaining(wrongKeyAlarms.slice(0, 2)));
      await page
        .getByRole('list', { name: 'Mails' })
        .getByRole('link', { name: /ALARM: "keywatch-dev-kms-wrong-key-burst"/ })
        .waitFor({ timeout: 30_000 });
    },
  );

  it.each([
    { title: 'Encrypt', answers: [/"Key":"/] },
    { title: 'Decrypt', answers: [/"Text":"a text from the console"/] },
    { title: 'Wrong key', answers: [/make sure you have the correct key/] },
    { title: 'Unknown name', answers: [/make sure you have the correct key/] },
    { title: 'Burst of wrong keys', answers: Array<RegExp>(12).fill(/make sure you have the correct key/) },
    { title: 'KMS outage', answers: [/^\{"fault":"outage"\}$/, /"Message":/, /^\{"fault":null\}$/] },
    { title: 'KMS throttling', answers: [/^\{"fault":"throttle"\}$/, /"Message":/, /^\{"fault":null\}$/] },
  ])(
    'the curl of $title is copied as it is shown, and a shell that runs it is answered',
    async ({ title, answers }) => {
      await page.getByRole('button', { name: `curl for ${title}` }).click();
      await page.getByRole('button', { name: `Copy the curl for ${title}` }).click();
      const shown = await page.getByRole('region', { name: `curl for ${title}` }).innerText();
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 10_000 })
        .toBe(shown);
      const { stdout } = await promisify(execFile)('sh', ['-c', shown]);
      const lines = stdout.trim().split('\n');
      expect(lines).toHaveLength(answers.length);
      for (const [index, answer] of answers.entries()) expect(lines[index]).toMatch(answer);
    },
  );

  it('the page complained of nothing meanwhile', () => {
    expect(problems).toEqual([]);
  });
});
