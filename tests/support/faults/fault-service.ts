import { readdir, readlink } from 'node:fs/promises';

import { ServiceProcess } from '../../service/support/service-process.ts';
import { Caller } from './caller.ts';

/** The bundled service as a process of its own, called and watched from outside. */
export class FaultService {
  readonly process: ServiceProcess;
  readonly caller: Caller;

  readonly bystander: Caller;

  private constructor(process: ServiceProcess, url: string, bystander: Caller) {
    this.process = process;
    this.caller = new Caller(url, bystander.correspondence);
    this.bystander = bystander;
  }

  /** Starts it and waits until it listens. */
  static async start(
    folder: string,
    environment: Readonly<Record<string, string>>,
    bystander: Caller,
  ): Promise<FaultService> {
    const process = new ServiceProcess(folder, environment);
    const listening = await process.event('listening');
    return new FaultService(process, String(listening['address']), bystander);
  }

  get url(): string {
    return this.caller.url;
  }

  /** Sockets the process has open, whatever for; the one it listens on included. Linux only. */
  async openSockets(): Promise<number> {
    const folder = `/proc/${this.process.pid}/fd`;
    const links = await Promise.all(
      (await readdir(folder).catch(() => [])).map((descriptor) =>
        readlink(`${folder}/${descriptor}`).catch(() => ''),
      ),
    );
    return links.filter((link) => link.startsWith('socket:')).length;
  }

  /** What it logged of requests it could not serve: how many for each reason. */
  complaints(): Record<string, number> {
    const counts: Record<string, number> = {};
    const shed = this.process.ofEvent('request').filter(({ errorKind }) => errorKind === 'Shed');
    const reasons = [
      ...shed.map(() => 'shed'),
      ...this.process
        .ofEvent('unavailable')
        .map(({ dependency, errorCode }) => `${String(dependency)} ${String(errorCode)}`),
    ];
    for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
    return counts;
  }

  /** SIGTERM; settles when it has finished what is in flight and has written its last lines. */
  async end(): Promise<void> {
    this.caller.close();
    this.process.signal('SIGTERM');
    await this.process.exited;
  }

  /** SIGKILL, in the midst of whatever it does. */
  async kill(): Promise<void> {
    this.process.signal('SIGKILL');
    await this.process.exited;
    this.caller.close();
  }
}
