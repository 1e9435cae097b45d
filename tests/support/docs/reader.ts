import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { applyChange } from './apply-change.ts';
import { createScratchCopy, type ScratchCopy } from './scratch-copy.ts';
import { firstMissingLine } from './shown-output.ts';
import { StayingCommand } from './staying-command.ts';
import { Terminal, type BlockResult } from './terminal.ts';

/** The port that pages write; whoever follows them in a test gets a free one. */
const writtenPort = '8080';

/** An alarm follows at the end of its minute, and one that needs the next follows then. */
const patienceMs = 200_000;

/**
 * Somebody who follows a page to the letter, in a copy of the project: runs what it says to run, in one terminal and
 * beside it in another, writes the files that it says to write, and compares what it shows.
 */
export class Reader {
  readonly #copy: ScratchCopy;
  readonly #terminal: Terminal;
  readonly #port: string;
  #staying: StayingCommand | undefined;
  #last: BlockResult | undefined;

  private constructor(copy: ScratchCopy, port: string) {
    this.#copy = copy;
    this.#port = port;
    this.#terminal = new Terminal(copy.folder);
  }

  static async sitDown(): Promise<Reader> {
    return new Reader(await createScratchCopy(), await findFreePort());
  }

  /** Runs a block to its end. @throws Error if it fails otherwise than the page says. */
  async run(script: string, exitCode: number): Promise<void> {
    this.#last = await this.#terminal.run(this.#withPort(script));
    const expectedFailures = exitCode === 0 ? 0 : 1;
    if (this.#last.exitCode === exitCode && this.#last.failures === expectedFailures) return;
    throw new Error(
      `It exits with ${this.#last.exitCode} after ${this.#last.failures} failures, not ${exitCode}:\n${this.#last.output}`,
    );
  }

  /** Starts what goes on, after Ctrl-C to what went on before. */
  async start(script: string): Promise<void> {
    await this.stop();
    const command = /^npm start\b/.test(script)
      ? `${script}${script.includes(' -- ') ? '' : ' --'} --port ${this.#port}`
      : script;
    this.#staying = new StayingCommand(this.#copy.folder, command);
  }

  /** @throws Error if the last block printed anything but what is shown. */
  compare(shown: string): void {
    const missing = firstMissingLine(shown, this.#last?.output ?? '');
    if (missing === undefined) return;
    throw new Error(`It does not show\n${missing}\nbut\n${this.#last?.output ?? 'nothing was run'}`);
  }

  /** Waits until what goes on has told this. */
  async waitFor(shown: string): Promise<void> {
    if (this.#staying === undefined) throw new Error('Nothing was started that could tell anything.');
    await this.#staying.told(shown, AbortSignal.timeout(patienceMs));
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(path.join(this.#copy.folder, file), `${text}\n`);
  }

  async change(file: string, change: string): Promise<void> {
    const target = path.join(this.#copy.folder, file);
    await writeFile(target, applyChange(await readFile(target, 'utf8'), change));
  }

  async stop(): Promise<void> {
    const code = await this.#staying?.interrupt();
    this.#staying = undefined;
    if (code !== undefined && code !== 0)
      throw new Error(`After Ctrl-C it exits with ${code ?? 'a signal'}.`);
  }

  async leave(): Promise<void> {
    await this.stop().finally(async () => {
      await this.#terminal.close();
      await this.#copy.remove();
    });
  }

  #withPort(script: string): string {
    return script.replaceAll(`127.0.0.1:${writtenPort}`, `127.0.0.1:${this.#port}`);
  }
}

async function findFreePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}
