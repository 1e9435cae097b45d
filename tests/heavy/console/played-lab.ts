import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type FakeRun, startFakeRun } from '../../support/console/fake-run.ts';
import { orderedDevPlan } from '../../support/local-plan.ts';
import { launchChromium } from './browser.ts';

/** A browser beside a run in which the lab was played, there while the tests of a file run. */
export interface PlayedLab {
  browser: Browser;
  run: FakeRun;
}

/** Starts them before the tests of the file that calls it, and stops them after. */
export function playedLab(): PlayedLab {
  const lab = {} as PlayedLab;
  beforeAll(async () => {
    [lab.browser, lab.run] = await Promise.all([
      launchChromium(),
      startFakeRun({ plan: await orderedDevPlan() }),
    ]);
    await lab.run.playLab();
  });
  afterAll(async () => {
    await lab.browser.close();
    await lab.run.stop();
  });
  return lab;
}
