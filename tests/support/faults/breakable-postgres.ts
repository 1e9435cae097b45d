import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '../../../local/postgres/free-port.ts';
import { runServer } from '../../../local/postgres/run-server.ts';
import { createServerContext, dataFolderOf } from '../../../local/postgres/server-context.ts';
import type { ServerSettings } from '../../../local/postgres/server-settings.ts';
import { openLogFile, type LogFile } from '../../../local/process/log-file.ts';
import { readProcessIdentity } from '../../../local/process/process-identity.ts';
import type { RunningProcess } from '../../../local/process/start-process.ts';
import { startTestPostgres, type TestPostgres } from '../local-postgres.ts';
import { waitFor } from './wait-for.ts';

const run = promisify(execFile);

/** Backends of a killed server hold its memory for a moment; a start in that moment is refused. */
const START_PATIENCE_MS = 10_000;

/** Who is a child of a process, from the kernel. */
const childrenOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
};

/** A real Postgres that can be killed, frozen and started again on the same data, port and certificate. */
export class BreakablePostgres {
  readonly server: TestPostgres;
  /** All its files are below, those of a copy and its log too. */
  readonly root: string;
  readonly dataFolder: string;
  /** All that the user has had so far. */
  readonly passwords: ReadonlySet<string>;
  readonly #settings: ServerSettings;
  readonly #log: LogFile;
  /** The server that runs in place of the first one. */
  #successor: RunningProcess | undefined;

  private constructor(server: TestPostgres, settings: ServerSettings) {
    const passwords = new Set([server.password()]);
    this.passwords = passwords;
    this.server = {
      ...server,
      rotatePassword: async () => {
        const password = await server.rotatePassword();
        passwords.add(password);
        return password;
      },
    };
    this.root = dirname(server.folder);
    this.dataFolder = dataFolderOf(server.folder);
    this.#settings = settings;
    this.#log = openLogFile(server.logFile);
  }

  static async start(database: string, user: string, settings: ServerSettings): Promise<BreakablePostgres> {
    return new BreakablePostgres(await startTestPostgres({ database, user, settings }), settings);
  }

  /** SIGKILL to the postmaster, in the midst of whatever it does. Its backends end when they notice. */
  async kill(): Promise<void> {
    const pid = await this.#postmaster();
    const identity = await readProcessIdentity(pid);
    process.kill(pid, 'SIGKILL');
    await waitFor(async () => (await readProcessIdentity(pid)) !== identity);
  }

  /**
   * Starts the server again, which recovers first if it was killed; settles once it accepts connections.
   * `settings` hold until the next restart.
   */
  async restart(settings: ServerSettings = {}): Promise<void> {
    const context = await createServerContext(this.server.folder, this.#log, undefined);
    const all = { ...this.#settings, ...settings };
    const start = () => runServer(context, all, () => Promise.resolve(this.server.port));
    const deadlineMs = performance.now() + START_PATIENCE_MS;
    for (;;) {
      try {
        this.#successor = (await start()).process;
        return;
      } catch (error) {
        if (performance.now() > deadlineMs) throw error;
      }
    }
  }

  /** An orderly end, with a last checkpoint: everything is in the data files afterwards. */
  async end(): Promise<void> {
    const pid = await this.#postmaster();
    const identity = await readProcessIdentity(pid);
    process.kill(pid, 'SIGINT');
    await waitFor(async () => (await readProcessIdentity(pid)) !== identity);
  }

  /** A server of its own on a copy of the data, not started yet. This one must have ended. */
  async copy(): Promise<{ start(): Promise<{ readonly port: number; stop(): Promise<unknown> }> }> {
    const folder = `${this.server.folder}-copy`;
    await mkdir(folder, { mode: 0o711 });
    await run('cp', ['-a', this.dataFolder, dataFolderOf(folder)]);
    return {
      start: async () => {
        const context = await createServerContext(folder, this.#log, undefined);
        const { port, process: server } = await runServer(context, this.#settings, freePort);
        return { port, stop: () => server.stop() };
      },
    };
  }

  /** SIGSTOP to the postmaster and all its children: the kernel still takes connections, nobody answers. */
  freeze(): Promise<void> {
    return this.#signalAll('SIGSTOP');
  }

  thaw(): Promise<void> {
    return this.#signalAll('SIGCONT');
  }

  /** Ends it for good. Its files are left, for as long as `stop` is not called. */
  async retire(): Promise<void> {
    await this.#successor?.stop();
    await this.#log.close();
    await this.server.end();
  }

  async stop(): Promise<void> {
    await this.retire();
    await this.server.stop();
  }

  async #signalAll(signal: NodeJS.Signals): Promise<void> {
    const pid = await this.#postmaster();
    // The postmaster first: stopped, it has no new children.
    for (const one of [pid, ...(await childrenOf(pid))]) process.kill(one, signal);
  }

  async #postmaster(): Promise<number> {
    const [pid] = (await readFile(join(this.dataFolder, 'postmaster.pid'), 'utf8')).split('\n');
    return Number(pid);
  }
}
