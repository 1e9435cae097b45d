import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium of this machine: nothing is downloaded.
 * @throws Error that says how to get one.
 */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string {
  const { KEYWATCH_CHROMIUM: named, PATH = '' } = environment;
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new Error(`KEYWATCH_CHROMIUM names ${named}, which is not there.`);
  }
  const candidates = PATH.split(path.delimiter).flatMap((folder) =>
    names.map((name) => path.join(folder, name)),
  );
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error(
    `No Chromium was found (${names.join(', ')} in PATH). Install one, with "apt-get install chromium" on Debian, or name it in KEYWATCH_CHROMIUM.`,
  );
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() });
}

/** A page beside everything it complained of: errors of scripts, of the console, of the Content-Security-Policy. */
export interface WatchedPage {
  readonly page: Page;
  readonly problems: readonly string[];
}

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 360, height: 740 };

/** Opens the console in a profile of its own. */
export async function openConsole(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { readonly fixedTimeMs?: number } = {},
): Promise<WatchedPage> {
  const { fixedTimeMs, ...context } = options;
  const page = await browser.newPage({ viewport: wide, reducedMotion: 'reduce', ...context });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const { errorText } = request.failure() ?? { errorText: '' };
    if (!errorText.includes('ERR_ABORTED')) problems.push(`${request.url()}: ${errorText}`);
  });
  if (fixedTimeMs !== undefined) await page.clock.setFixedTime(fixedTimeMs);
  await page.goto(url);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  return { page, problems };
}
