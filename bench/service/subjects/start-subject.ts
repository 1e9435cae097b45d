import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { freePort } from '../../../local/postgres/free-port.ts';
import { ask } from '../ask.ts';
import { readImageOptions } from './image-options.ts';

/** A server under measurement, in a process of its own. */
export interface Subject {
  readonly origin: string;
  readonly pid: number;
  /** What it wrote to standard output. */
  readonly logFile: string;
  /** From before its process was made to its first 200 on /ready. */
  readonly startMs: number;
  /** CPU time it has used so far, all threads, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Resident memory in megabytes, as the process knows it. */
  rssMegabytes(): Promise<number>;
  /** The same, as the system knows it: of a bare process too. */
  residentMegabytes(): Promise<number>;
  /** Collects all garbage; megabytes that are in use then, on V8's heap and beside it. */
  inUseMegabytes(): Promise<number>;
  openDescriptors(): Promise<number>;
  /** Begins to watch the event loop, forgetting what was seen. */
  watchDelays(): Promise<void>;
  /** How late the event loop was since then. */
  delays(): Promise<{ readonly p99Ms: number; readonly maxMs: number }>;
  stop(): Promise<void>;
}

const probe = fileURLToPath(new URL('probe.mjs', import.meta.url));
const READY_DEADLINE_MS = 20_000;
const READY_PAUSE_MS = 2;

const isReady = (origin: string): Promise<boolean> =>
  new Promise((resolve) => {
    get(`${origin}/ready`, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });

const waitUntilReady = async (child: ChildProcess, origin: string): Promise<void> => {
  const startedMs = performance.now();
  while (!(await isReady(origin))) {
    if (child.exitCode !== null) throw new Error(`The subject ended with ${child.exitCode}.`);
    if (performance.now() - startedMs > READY_DEADLINE_MS) throw new Error('The subject is not ready.');
    await wait(READY_PAUSE_MS);
  }
};

export interface SubjectOptions {
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  /** More of Node's own options, a profiler's say. */
  readonly nodeOptions?: readonly string[];
  /** Without the probe, which takes time and memory of its own: nobody can ask the process anything. */
  readonly bare?: boolean;
}

/** Starts a bundle as the image would and waits until it is ready. Its output goes to a file beside the bundle. */
export const startSubject = async (options: SubjectOptions): Promise<Subject> => {
  const { bundle, environment, nodeOptions = [], bare = false } = options;
  const port = await freePort();
  const folder = dirname(bundle);
  const logFile = join(folder, `${port}.log`);
  const log = openSync(logFile, 'w');
  const origin = `http://127.0.0.1:${port}`;
  const startedMs = performance.now();
  const probing = bare ? [] : ['--import', probe];
  const child = spawn(process.execPath, [...readImageOptions(), ...probing, ...nodeOptions, bundle], {
    cwd: folder,
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', log, log, ...(bare ? [] : ['ipc' as const])],
  });
  const exited = once(child, 'exit');
  await waitUntilReady(child, origin);
  const startMs = performance.now() - startedMs;
  const answer = async <Answer>(question: string): Promise<Answer> =>
    (await ask<{ answer: Answer }>(child, { question })).answer;
  return {
    origin,
    pid: child.pid ?? 0,
    logFile,
    startMs,
    cpuMs: () => answer('cpu'),
    rssMegabytes: () => answer('rss'),
    async residentMegabytes() {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(child.pid)]);
      return (Number(stdout) * 1024) / 1e6;
    },
    inUseMegabytes: () => answer('inUse'),
    openDescriptors: () => answer('descriptors'),
    watchDelays: () => answer('watchDelays'),
    delays: () => answer('delays'),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
};
