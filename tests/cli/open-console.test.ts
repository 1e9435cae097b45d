import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openConsole } from '../../cli/open-console.ts';
import { createFaultSwitch } from '../../local/endpoint/fault-switch.ts';
import type { LocalRun } from '../../local/run/start-local-run.ts';

let stateFolder: string;

beforeEach(async () => {
  stateFolder = await mkdtemp(path.join(tmpdir(), 'keywatch-console-'));
});
afterEach(() => rm(stateFolder, { recursive: true }));

const run = {
  plan: { project: 'p', stack: 's', region: 'r', accountId: 'a', metricFilters: [], alarms: [], widgets: [] },
  endpoint: 'http://127.0.0.1:1',
  monitoring: { alarms: () => [], metrics: { datapoints: () => [] } },
  kmsFaults: createFaultSwitch(),
} as unknown as LocalRun;
const open = (consolePort: number) =>
  openConsole(run, { consolePort, deliveryDelayMs: 0, stateFolder, earlier: [] });

it('tells the address of the page, which answers until it is stopped', async () => {
  const page = await open(0);
  const url = /^Console: (http:\/\/127\.0\.0\.1:\d+)$/.exec(page.told)?.[1] ?? '';
  expect((await fetch(url)).status).toBe(200);
  await page.stop();
  await expect(fetch(url)).rejects.toThrow();
});

it('tells in a sentence why there is no page, and lets the run go on', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const page = await open(port);
  const logFile = path.join(stateFolder, 'logs', 'console.log');
  expect(page.told).toBe(
    `No console: port ${port} can't be used (EADDRINUSE), choose another with --console-port N. The run goes on without it; ${logFile} says more.`,
  );
  page.record({ kind: 'unrecorded', atMs: 0, record: {} as never, because: '' });
  await page.stop();
  taken.close();
  expect(await readFile(logFile, 'utf8')).toContain('EADDRINUSE');
});

it('writes into its log what it can not make sense of, and lets the run go on', async () => {
  const page = await open(0);
  page.record({ kind: 'call', atMs: 0, call: undefined as never, record: undefined as never });
  await page.stop();
  expect(await readFile(path.join(stateFolder, 'logs', 'console.log'), 'utf8')).toContain('TypeError');
});
