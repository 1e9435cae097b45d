import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openConsole } from '../../cli/open-console.ts';
import type { Snapshot } from '../../console/protocol.ts';
import { createRunEvents } from '../../console/server/run-events.ts';
import type { CloudTrailRecord } from '../../local/cloudtrail/cloudtrail-record.ts';
import { createFaultSwitch } from '../../local/endpoint/fault-switch.ts';
import type { RunEvent } from '../../local/run/run-event.ts';
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
const open = (consolePort: number, events = createRunEvents()) =>
  openConsole(run, { consolePort, deliveryDelayMs: 0, stateFolder, events });
const eventAt = (atMs: number): RunEvent => ({
  kind: 'unrecorded',
  atMs,
  record: {} as CloudTrailRecord,
  because: '',
});
const brokenEvent: RunEvent = { kind: 'call', atMs: 0, call: undefined as never, record: undefined as never };

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
  const events = createRunEvents();
  const page = await open(port, events);
  const logFile = path.join(stateFolder, 'logs', 'console.log');
  expect(page.told).toBe(
    `No console: port ${port} can't be used (EADDRINUSE), choose another with --console-port N. The run goes on without it; ${logFile} says more.`,
  );
  events.tell(brokenEvent);
  await page.stop();
  taken.close();
  const logged = await readFile(logFile, 'utf8');
  expect(logged).toContain('EADDRINUSE');
  // Events are for nobody now.
  expect(logged).not.toContain('TypeError');
});

it('shows what happened before it was there, while it was opened and after', async () => {
  const events = createRunEvents();
  events.tell(eventAt(1));
  const opening = open(0, events).finally(() => events.tell(eventAt(3)));
  events.tell(eventAt(2));
  const page = await opening;
  events.tell(eventAt(4));
  const url = page.told.replace('Console: ', '');
  const { events: shown } = (await (await fetch(`${url}/api/snapshot`)).json()) as Snapshot;
  expect(shown.map(({ atMs }) => atMs)).toEqual([1, 2, 3, 4]);
  await page.stop();
});

it('writes into its log what it can not make sense of, and lets the run go on', async () => {
  const events = createRunEvents();
  const page = await open(0, events);
  events.tell(brokenEvent);
  await page.stop();
  expect(await readFile(path.join(stateFolder, 'logs', 'console.log'), 'utf8')).toContain('TypeError');
});
