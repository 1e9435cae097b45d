import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeRun, startFakeRun } from '../../support/console/fake-run.ts';
import { devPlan } from '../../support/local-plan.ts';
import { launchChromium, openConsole } from './browser.ts';

const eventsPerSecond = 1_000;
const seconds = 10;

let browser: Browser;
let run: FakeRun;
beforeAll(async () => {
  [browser, run] = await Promise.all([launchChromium(), startFakeRun({ plan: await devPlan() })]);
});
afterAll(async () => {
  await browser.close();
  await run.stop();
});

interface Pace {
  readonly frames: number;
  readonly longestFrameGapMs: number;
  readonly longestTaskMs: number;
}

/** Notes every frame and every task over 50 ms from now on. */
async function startWatchingPace(page: Page): Promise<void> {
  await page.evaluate(() => {
    const pace = { frames: 0, longestFrameGapMs: 0, longestTaskMs: 0 };
    let lastMs = performance.now();
    const frame = (): void => {
      const nowMs = performance.now();
      pace.frames += 1;
      pace.longestFrameGapMs = Math.max(pace.longestFrameGapMs, nowMs - lastMs);
      lastMs = nowMs;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        pace.longestTaskMs = Math.max(pace.longestTaskMs, duration);
    }).observe({ type: 'longtask' });
    Object.assign(window, { pace });
  });
}

const readPace = (page: Page): Promise<Pace> =>
  page.evaluate(() => (window as unknown as { pace: Pace }).pace);

const countNodes = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelectorAll('*').length);

/** Wrong keys, as the first glance counts them. */
async function countedWrongKeys(page: Page): Promise<number> {
  const told = (await page.locator('.verdict').textContent()) ?? '';
  return Number(/([\d,]+) wrong keys?/.exec(told)?.[1]?.replaceAll(',', '') ?? 0);
}

describe(`${eventsPerSecond} events a second for ${seconds} seconds`, () => {
  it('are all counted, leave the page small, and clicks are answered meanwhile', async () => {
    const { page, problems } = await openConsole(browser, run.url);
    const nodesBefore = await countNodes(page);
    await startWatchingPace(page);
    const flood = run.flood(eventsPerSecond);
    const startedMs = performance.now();
    const clickMs: number[] = [];
    while (performance.now() - startedMs < seconds * 1_000) {
      clickMs.push(await answerOfClick(page));
      await page.waitForTimeout(500);
    }
    flood.stop();
    const tookSeconds = (performance.now() - startedMs) / 1_000;
    const pathEvents = 3 + 4;
    await expect
      .poll(() => countedWrongKeys(page), { timeout: 20_000 })
      .toBeGreaterThanOrEqual(Math.floor(flood.told / pathEvents) - 1);
    const pace = await readPace(page);
    const nodes = await countNodes(page);
    process.stdout.write(
      `${JSON.stringify({
        told: flood.told,
        perSecond: Math.round(flood.told / tookSeconds),
        wrongKeys: await countedWrongKeys(page),
        framesPerSecond: Math.round(pace.frames / tookSeconds),
        longestFrameGapMs: Math.round(pace.longestFrameGapMs),
        longestTaskMs: Math.round(pace.longestTaskMs),
        clicks: clickMs.length,
        slowestClickMs: Math.round(Math.max(...clickMs)),
        nodesBefore,
        nodes,
      })}\n`,
    );
    expect(flood.told).toBeGreaterThanOrEqual(eventsPerSecond * seconds);
    expect(clickMs.length).toBeGreaterThan(2);
    expect(Math.max(...clickMs)).toBeLessThan(2_000);
    expect(pace.longestFrameGapMs).toBeLessThan(2_000);
    // Twenty rows a list, whatever is behind them.
    expect(nodes).toBeLessThan(nodesBefore + 1_000);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

/** Opens or closes a curl by a click of the page's own, and waits for it to be drawn. */
function answerOfClick(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find(
      (one) => one.textContent === 'curl for Encrypt',
    );
    const before = button?.getAttribute('aria-expanded');
    const startedMs = performance.now();
    button?.click();
    while (button?.getAttribute('aria-expanded') === before && performance.now() - startedMs < 10_000) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - startedMs;
  });
}
