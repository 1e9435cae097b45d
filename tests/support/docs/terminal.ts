import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

export interface BlockResult {
  /** Standard output and standard error, as a terminal shows them. */
  readonly output: string;
  /** What the last command exited with. */
  readonly exitCode: number;
  /** How many commands failed, the last one among them. */
  readonly failures: number;
}

/** A person's environment: nothing of the test run around it, no colours, no notices of npm. */
export function environmentOfReader(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|KEYWATCH|TEST$|NODE_ENV$|NODE_OPTIONS$|FORCE_COLOR$|npm_)/.test(name),
  );
  return { ...Object.fromEntries(own), NO_COLOR: '1', npm_config_loglevel: 'error' };
}

/** One shell in which the blocks of a page are run after one another, so that variables live on. */
export class Terminal {
  readonly #shell: ChildProcessByStdio<Writable, Readable, null>;
  #printed = '';

  constructor(folder: string) {
    this.#shell = spawn('bash', ['--noprofile', '--norc'], {
      cwd: folder,
      env: environmentOfReader(),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#shell.stdout.on('data', (chunk: Buffer) => (this.#printed += chunk.toString('utf8')));
    this.#shell.stdin.write('exec 2>&1\nset -E\n');
  }

  async run(script: string): Promise<BlockResult> {
    const mark = randomUUID();
    const start = this.#printed.length;
    // Sourced from a here-document that is read to its end first: no command takes the next block for its input.
    this.#shell.stdin.write(
      [
        `failures=0; trap 'failures=$((failures + 1))' ERR`,
        `source /dev/stdin <<'${mark}'`,
        script,
        mark,
        `exitCode=$?; trap - ERR; printf '\\n%s %s %s\\n' '${mark}' "$exitCode" "$failures"`,
        '',
      ].join('\n'),
    );
    const end = new RegExp(String.raw`\n${mark} (\d+) (\d+)\n`);
    for (;;) {
      const match = end.exec(this.#printed);
      if (match !== null) {
        const [, exitCode, failures] = match;
        const output = this.#printed.slice(start, match.index);
        // Where the last command fails, so does what sourced it.
        const own = exitCode === '0' ? 0 : 1;
        return { output, exitCode: Number(exitCode), failures: Number(failures) - own };
      }
      await once(this.#shell.stdout, 'data');
    }
  }

  async close(): Promise<void> {
    const closed = once(this.#shell, 'close');
    this.#shell.stdin.end();
    await closed;
  }
}
