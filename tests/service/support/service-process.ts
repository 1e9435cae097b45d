import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { vi } from 'vitest';

import type { LogLine } from './memory-log.ts';

/** The bundled service as a process of its own, all it printed kept. */
export class ServiceProcess {
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;

  /** `environment` is all the process gets; nothing is inherited. */
  constructor(folder: string, environment: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['main.js'], { cwd: folder, env: { ...environment } });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('The process has no pipes.');
    createInterface(stdout).on('line', (line) => this.lines.push(line));
    createInterface(stderr).on('line', (line) => this.errors.push(line));
    this.exited = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  ofEvent(event: string): LogLine[] {
    return this.lines.map((line) => JSON.parse(line) as LogLine).filter((line) => line.event === event);
  }

  /** The first line of an event, waited for. Fails when the process ends before. */
  event(event: string): Promise<LogLine> {
    const ended = this.exited.then(() => {
      const printed = [...this.lines, ...this.errors].join('\n');
      throw new Error(`The service ended without a line of ${event}. It printed:\n${printed}`);
    });
    const found = vi.waitUntil(() => this.ofEvent(event)[0], { timeout: 20_000, interval: 10 });
    return Promise.race([found, ended]);
  }

  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  /** Reads no more of what it prints. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
