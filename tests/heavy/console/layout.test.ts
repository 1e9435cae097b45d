import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { narrow, openConsole, wide } from './browser.ts';
import { playedLab } from './played-lab.ts';

const lab = playedLab();

/** Elements whose content is wider than they are: it is cut off, or has to be scrolled to. */
function tooNarrow(page: Page, selector: string): Promise<readonly string[]> {
  return page.locator(selector).evaluateAll((elements) => {
    if (elements.length === 0) throw new Error('There is nothing to measure.');
    return elements
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, textContent, scrollWidth, clientWidth }) =>
        [tagName, textContent.slice(0, 40), scrollWidth, clientWidth].join(' '),
      );
  });
}

const widths = [
  { name: '1440 pixels', viewport: wide },
  { name: '1000 pixels', viewport: { width: 1000, height: 800 } },
  { name: '360 pixels', viewport: narrow },
];

it('what came of a request is told whole on the narrowest page of three columns, and on a phone', async () => {
  for (const viewport of [{ width: 1180, height: 800 }, narrow]) {
    const { page } = await openConsole(lab.browser, lab.run.url, { viewport });
    await page.getByText('POST /decrypt').first().waitFor();
    expect(await tooNarrow(page, '.request-outcome')).toEqual([]);
    await page.context().close();
  }
});

describe.each(widths)('at $name', ({ viewport }) => {
  it('the page needs no sideways scrolling', async () => {
    const { page } = await openConsole(lab.browser, lab.run.url, { viewport });
    expect(await tooNarrow(page, 'html')).toEqual([]);
    await page.context().close();
  });

  it('what made an alarm fire is told whole: nothing of the table is cut or scrolls sideways', async () => {
    const { page, problems } = await openConsole(lab.browser, lab.run.url, { viewport });
    await page.getByRole('link', { name: 'Why did it fire?' }).click();
    const table = page.getByRole('table', { name: 'Events that did it' });
    const [, first] = await table.getByRole('row').all();
    const told = (await first?.innerText())?.replaceAll(/\s+/g, ' ');
    expect(told).toMatch(
      /^12:02:02 InvalidCiphertextException Decrypt keywatch-dev-task\/\w{8}… from [\d.]+ [\da-f]{8} ?: its path by 127\.0\.0\.1$/,
    );
    expect(await table.getByRole('row').count()).toBe(1 + 4);
    expect(await tooNarrow(page, '.cause-table, .cause-table td, .causes, .inspector')).toEqual([]);
    const columns = await page
      .locator('.cause-table')
      .evaluate(
        (element) => new Set([...element.querySelectorAll('td')].map((cell) => cell.offsetLeft)).size,
      );
    expect(columns).toBe(viewport === narrow ? 2 : 4);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("a request's path is told whole", async () => {
    const { page } = await openConsole(lab.browser, lab.run.url, { viewport });
    const requests = page.getByRole('list', { name: 'Requests' });
    await requests
      .getByRole('link', { name: /wrong key/ })
      .last()
      .click();
    await page.getByRole('list', { name: 'Path of the request' }).waitFor();
    expect(await tooNarrow(page, '.inspector, .path, .step, .step-what, .step-links')).toEqual([]);
    await page.context().close();
  });
});
