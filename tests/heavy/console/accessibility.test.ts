import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeRun, startFakeRun } from '../../support/console/fake-run.ts';
import { devPlan } from '../../support/local-plan.ts';
import { launchChromium, narrow, openConsole, wide } from './browser.ts';

let browser: Browser;
let run: FakeRun;
let axe: string;
beforeAll(async () => {
  [browser, run, axe] = await Promise.all([
    launchChromium(),
    startFakeRun({ plan: await devPlan() }),
    readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await run.stop();
});

/** What axe finds fault with, and that it looked at something: rules that passed. */
async function audit(page: Page): Promise<{ readonly faults: readonly string[]; readonly passed: number }> {
  // As an evaluation, which the page's Content-Security-Policy does not hinder, not as a script of the page.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() =>
    (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations', 'passes'],
    }),
  );
  const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  return { faults, passed: passes.length };
}

const looks = [
  { name: 'light', context: { colorScheme: 'light', viewport: wide } },
  { name: 'dark', context: { colorScheme: 'dark', viewport: wide } },
  { name: 'narrow', context: { colorScheme: 'light', viewport: narrow } },
] as const;

const openWrongKey = (page: Page): Promise<void> =>
  page
    .getByRole('list', { name: 'Requests' })
    .getByRole('link', { name: /wrong key/ })
    .last()
    .click();

const places = [
  { name: 'the graphs', open: () => Promise.resolve() },
  {
    name: 'a request, with the reason why a filter did not match',
    open: async (page: Page) => {
      await openWrongKey(page);
      await page.getByRole('button', { name: /KMS denies the service access/ }).click();
      await page.getByRole('region', { name: /Filter/ }).waitFor();
    },
  },
  {
    name: 'a detection in alarm',
    open: async (page: Page) => {
      await page.getByRole('link', { name: 'Why did it fire?' }).click();
      await page.getByRole('heading', { name: /Why it fired/ }).waitFor();
    },
  },
  {
    name: 'a mail',
    open: async (page: Page) => {
      await page.getByRole('link', { name: 'Open the mail' }).click();
      await page.getByText('You are receiving this email').waitFor();
    },
  },
  {
    name: 'the JSON of an event, and a curl',
    open: async (page: Page) => {
      await page.getByRole('button', { name: 'curl for Wrong key' }).click();
      await openWrongKey(page);
      await page.getByRole('button', { name: 'JSON of Datapoint' }).first().click();
      await page.getByRole('region', { name: 'JSON' }).waitFor();
    },
  },
];

describe('the page before anything happened', () => {
  it.each(looks)('is free of faults in $name', async ({ context }) => {
    const { page, problems } = await openConsole(browser, run.url, context);
    const { faults, passed } = await audit(page);
    expect(faults).toEqual([]);
    expect(passed).toBeGreaterThan(15);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe('the page after the lab', () => {
  beforeAll(() => run.playLab());

  const cases = looks.flatMap((look) => places.map((place) => ({ look, place })));
  it.each(cases)('shows $place.name free of faults in $look.name', async ({ look: { context }, place }) => {
    const { page, problems } = await openConsole(browser, run.url, context);
    await place.open(page);
    const { faults, passed } = await audit(page);
    expect(faults).toEqual([]);
    expect(passed).toBeGreaterThan(15);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('stands still for visitors who ask for reduced motion, and moves for others', async () => {
    for (const [reducedMotion, name] of [
      ['reduce', 'none'],
      ['no-preference', 'waiting'],
    ] as const) {
      const { page } = await openConsole(browser, run.url, { reducedMotion });
      const waiting = page.locator('.pip-waiting').first();
      expect(await waiting.evaluate((pip) => getComputedStyle(pip).animationName)).toBe(name);
      await page.context().close();
    }
  });
});
