import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { LocalRunError } from './run-error.ts';

/**
 * The port the service will listen on: the one asked for, or any free one for 0.
 * @throws LocalRunError when it is in use.
 */
export async function reservePort(port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    throw new LocalRunError(
      `Port ${port} can't be used (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}): stop what listens there, or choose another with --port N (0 means any free one).`,
      { cause },
    );
  }
  const chosen = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return chosen;
}
