import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openConsole } from './browser.ts';
import { playedLab } from './played-lab.ts';

const lab = playedLab();

/** The stages of a request's path, with the time each tells of a wrong key, and what its JSON alone has. */
const stages = [
  { stage: 'Request', time: '12:02:00.000', holds: { lines: [{ event: 'kms-call' }, { event: 'request' }] } },
  { stage: 'KMS call', time: '12:02:00.000', holds: { operation: 'Decrypt', answer: { httpStatus: 400 } } },
  { stage: 'CloudTrail record', time: '12:02:00.000', holds: { eventVersion: '1.11', eventName: 'Decrypt' } },
  { stage: 'Delivery', time: '12:02:02.000', holds: { message: { eventVersion: '1.11' } } },
  {
    stage: 'Filter match',
    time: '12:02:02.000',
    holds: { match: { eventMessage: { eventVersion: '1.11' } } },
  },
  { stage: 'Datapoint', time: '12:02:02.000', holds: { Datapoint: { Sum: 4 } } },
  { stage: 'Alarm state', time: '12:03:01.000', holds: { state: { value: 'ALARM' } } },
  { stage: 'Notification', time: '12:03:01.000', holds: { to: 'owner@example.com' } },
];

async function openFirstWrongKey(page: Page): Promise<void> {
  const requests = page.getByRole('list', { name: 'Requests' });
  await requests
    .getByRole('link', { name: /wrong key/ })
    .last()
    .click();
  await page.getByRole('list', { name: 'Path of the request' }).waitFor();
}

it.each(stages)('the stage $stage of a wrong key tells its time and opens its JSON', async (expected) => {
  const { page, problems } = await openConsole(lab.browser, lab.run.url);
  await openFirstWrongKey(page);
  const step = page
    .getByRole('list', { name: 'Path of the request' })
    .getByRole('listitem')
    .filter({ hasText: expected.stage })
    .first();
  expect(await step.getByRole('time').innerText()).toBe(expected.time);
  await step.getByRole('button', { name: `JSON of ${expected.stage}` }).click();
  const dialog = page.getByRole('dialog', { name: expected.stage });
  const json = JSON.parse(await dialog.getByRole('region', { name: 'JSON' }).innerText()) as object;
  expect(json).toMatchObject(expected.holds);
  expect(problems).toEqual([]);
  await page.context().close();
});

it('no two stages of a wrong key open the same JSON', async () => {
  const { page } = await openConsole(lab.browser, lab.run.url);
  await openFirstWrongKey(page);
  const told: string[] = [];
  for (const { stage } of stages) {
    await page
      .getByRole('button', { name: `JSON of ${stage}` })
      .first()
      .click();
    told.push(await page.getByRole('region', { name: 'JSON' }).innerText());
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  }
  expect(new Set(told).size).toBe(stages.length);
  await page.context().close();
});

it('a cause of an alarm leads to the path of its request, whose row is marked', async () => {
  const { page, problems } = await openConsole(lab.browser, lab.run.url);
  const detections = page.getByRole('list', { name: 'Detections' });
  await detections.getByRole('link', { name: /^Somebody used a wrong key/ }).click();
  const causes = page.getByRole('table', { name: 'Events that did it' });
  await causes.getByRole('link').first().click();
  const first = page.getByRole('list', { name: 'Path of the request' }).getByRole('listitem').first();
  expect(await first.innerText()).toContain('POST /decrypt answered 400');
  const rows = page.getByRole('list', { name: 'Requests' }).getByRole('link');
  expect(await rows.and(page.locator('[aria-current="true"]')).count()).toBe(1);
  expect(problems).toEqual([]);
  await page.context().close();
});
