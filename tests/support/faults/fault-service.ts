import { readdir, readlink } from 'node:fs/promises';

import { ServiceProcess } from '../../service/support/service-process.ts';
import { Caller } from './caller.ts';

/** The bundled service as a process of its own, called and watched from outside. */
export class FaultService {
  readonly process: ServiceProcess;
  readonly caller: Caller;

  private constructor(process: ServiceProcess, url: string) {
    this.process = process;
    this.caller = new Caller(url);
  }

  /** Starts it and waits until it listens. */
  static async start(folder: string, environment: Readonly<Record<string, string>>): Promise<FaultService> {
    const process = new ServiceProcess(folder, environment);
    const listening = await process.event('listening');
    return new FaultService(process, String(listening['address']));
  }

  get url(): string {
    return this.caller.url;
  }

  /** Sockets the process has open, whatever for; the one it listens on included. Linux only. */
  async openSockets(): Promise<number> {
    const folder = `/proc/${this.process.pid}/fd`;
    const links = await Promise.all(
      (await readdir(folder)).map((descriptor) => readlink(`${folder}/${descriptor}`).catch(() => '')),
    );
    return links.filter((link) => link.startsWith('socket:')).length;
  }

  /** SIGKILL, in the midst of whatever it does. */
  async kill(): Promise<void> {
    this.process.signal('SIGKILL');
    await this.process.exited;
    this.caller.close();
  }
}
