import { afterAll, expect, vi } from 'vitest';

/** The rest is the libraries' own. */
const watchedListener = /^SIG|^uncaughtException$|^unhandledRejection$/;

/** What a later file of the same process would meet. */
const surroundings = () => ({
  environment: { ...process.env },
  folder: process.cwd(),
  clock: [Date, setTimeout, setInterval],
  chance: Math.random,
  listeners: process
    .eventNames()
    .filter((name) => watchedListener.test(String(name)))
    .map((name) => [name, process.listenerCount(name)]),
});

/** Servers that listen and processes that run, by the names Node gives them. */
const running = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap' || name === 'ProcessWrap');

const before = surroundings();
const runningBefore = running();

/** Files share processes: one that left something behind would make another fail, and not always. */
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  expect(surroundings(), 'left behind in the process').toEqual(before);
  await vi.waitFor(() => expect(running(), 'left running').toEqual(runningBefore), 5_000);
});
