import { describe, expect, it } from 'vitest';
import { startFakeRun } from '../../support/console/fake-run.ts';
import { orderedDevPlan } from '../../support/local-plan.ts';
import { launchChromium, openConsole } from './browser.ts';

describe('a page whose run has ended', () => {
  it('says that it hears nothing, and never that nobody is trying wrong keys', async () => {
    const browser = await launchChromium();
    const run = await startFakeRun({ plan: await orderedDevPlan() });
    await run.attempt('wrong-key');
    const { page } = await openConsole(browser, run.url);
    const headline = page.locator('#verdict-headline');
    expect(await headline.innerText()).toBe('1 wrong key, no alarm yet');
    await page.clock.install();
    await run.stop();
    await page.getByText('Not connected').waitFor();
    const clock = await page.locator('.clock').innerText();
    await page.clock.fastForward('06:00');
    expect(await headline.innerText()).toBe('The local run does not answer');
    expect(await page.locator('.clock').innerText()).toBe(clock);
    expect(await page.title()).toBe('The local run does not answer - Keywatch console');
    expect(await page.getByRole('alert').innerText()).toBe('The local run does not answer.');
    await browser.close();
  });
});
