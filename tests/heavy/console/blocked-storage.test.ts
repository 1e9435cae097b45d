import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { playedLab } from './played-lab.ts';

const lab = playedLab();

/** Opens the page in a browser that was made to refuse something before any script of the page runs. */
async function openWith(refusal: () => void): Promise<{ page: Page; errors: readonly string[] }> {
  const page = await lab.browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(refusal);
  await page.goto(lab.run.url);
  return { page, errors };
}

it('shows the run where the browser blocks site data, and knows opened mails until a reload', async () => {
  const { page, errors } = await openWith(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
  const mail = page.getByRole('list', { name: 'Mails' }).getByRole('link').first();
  expect(await mail.innerText()).toMatch(/^Unread,/);
  await mail.click();
  await expect.poll(() => mail.innerText()).not.toMatch(/^Unread,/);
  expect(errors).toEqual([]);
  await page.context().close();
});

it("leaves the server's table of alarms where it can't be opened", async () => {
  const { page, errors } = await openWith(() => {
    window.setInterval = () => {
      throw new Error('no clock');
    };
  });
  await expect.poll(() => errors).toEqual(['no clock']);
  expect(await page.getByRole('table', { name: 'Alarms' }).innerText()).toContain(
    'keywatch-dev-kms-wrong-key',
  );
  await page.context().close();
});
