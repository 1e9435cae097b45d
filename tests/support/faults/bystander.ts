import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { Caller } from './caller.ts';
import type { Correspondence } from '../secrets/correspondence.ts';

const PROGRAM = `require('node:http')
  .createServer((request, response) => response.end('{}'))
  .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

/**
 * A server that does nothing and depends on nobody, as a process of its own. How long it takes to answer is the
 * machine's doing, and that much the service may be late as well.
 */
export class Bystander {
  readonly caller: Caller;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, caller: Caller) {
    this.#child = child;
    this.caller = caller;
  }

  static async start(correspondence: Correspondence): Promise<Bystander> {
    const child = spawn(process.execPath, ['-e', PROGRAM], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(createInterface(child.stdout), 'line')) as [string];
    return new Bystander(child, new Caller(`http://127.0.0.1:${port}`, correspondence));
  }

  async stop(): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
    this.caller.close();
  }
}
