import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { endOfShownLines } from './shown-output.ts';
import { environmentOfReader } from './terminal.ts';

/** A command that runs in a terminal of its own until Ctrl-C. */
export class StayingCommand {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #closed: Promise<number | null>;
  #printed = '';
  #read = 0;

  constructor(folder: string, script: string) {
    this.#child = spawn('bash', ['--noprofile', '--norc', '-c', `exec ${script}`], {
      cwd: folder,
      env: environmentOfReader(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.#printed += chunk.toString('utf8')));
    }
    this.#closed = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  /**
   * Resolves once all the lines have been printed.
   * @throws Error with what was printed if the command ends before, or the signal is aborted.
   */
  async told(shown: string, signal: AbortSignal): Promise<void> {
    const aborted = once(signal, 'abort').then(() => false);
    for (;;) {
      const end = endOfShownLines(shown, this.#printed, this.#read);
      if (end !== undefined) {
        this.#read = end;
        return;
      }
      const more = once(this.#child.stdout, 'data').then(() => true);
      const closed = this.#closed.then(() => false);
      if (!(await Promise.race([more, closed, aborted]))) {
        throw new Error(`The command has not told\n${shown}\nIt printed\n${this.#printed}`);
      }
    }
  }

  /** Presses Ctrl-C: the signal goes to the command and to all that it started. */
  async interrupt(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.pid !== undefined)
      process.kill(-this.#child.pid, 'SIGINT');
    return this.#closed;
  }
}
