import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { inject } from 'vitest';
import { evaluationServerVariable } from './evaluation-request.ts';

/** A command of this repository that runs. */
export interface RunningCommand {
  readonly pid: number;
  /** What it printed so far, standard output and standard error apart. */
  stdout(): string;
  stderr(): string;
  /** Resolves once standard output matches. @throws Error with the output when the command ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Reads standard output no further, as `head` does when it has enough. */
  stopReading(): void;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const sharedEvaluations = new URL('shared-evaluations/register.mjs', import.meta.url).href;

/**
 * Starts `cli/NAME.ts` of the project in `folder` as its npm script does, except that it shares the evaluations of
 * the test run; a copy of the project evaluates for itself. `environment` comes on top of this process's.
 */
export function startCommand(
  name: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  folder = process.cwd(),
): RunningCommand {
  return observe(
    spawn(
      process.execPath,
      ['--import', 'tsx/esm', '--import', sharedEvaluations, path.join('cli', `${name}.ts`), ...args],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, [evaluationServerVariable]: inject('evaluationServerUrl'), ...environment },
      },
    ),
  );
}

/**
 * Starts a command as a person does: through npm, which is then the process that signals are sent to. It evaluates
 * for itself.
 */
export function startThroughNpm(script: string, args: readonly string[]): RunningCommand {
  return observe(
    spawn('npm', ['run', '--silent', script, '--', ...args], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

function observe(child: ChildProcessByStdio<null, Readable, Readable>): RunningCommand {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const exited = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => child.kill(signal),
    stopReading: () => child.stdout.destroy(),
    exited,
    async printed(pattern) {
      for (;;) {
        const match = pattern.exec(stdout);
        if (match !== null) return match;
        const more = once(child.stdout, 'data').then(() => true);
        if (!(await Promise.race([more, exited.then(() => false)])) && pattern.exec(stdout) === null) {
          throw new Error(`The command ended without printing ${String(pattern)}:\n${stdout}\n${stderr}`);
        }
      }
    },
  };
}

/** Runs a command to its end. */
export async function runToEnd(name: string, args: readonly string[], environment?: Record<string, string>) {
  const command = startCommand(name, args, environment);
  const { code } = await command.exited;
  return { code, stdout: command.stdout(), stderr: command.stderr() };
}
