import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../../protocol.ts';
import { originOf } from './origin.ts';

/**
 * Refuses what does not come from the console's own page. A page of somebody else reaches a server on loopback in two
 * ways: under a name of its own that it lets point to 127.0.0.1 (DNS rebinding; the Host header tells), and by sending
 * requests across origins without seeing the answers (the Origin header tells).
 * @param port the one it listens on.
 */
export function guardRequest(port: () => number) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const refusal = refuse(request, port());
    return refusal === undefined ? undefined : reply.code(403).send({ message: refusal } satisfies Problem);
  };
}

function refuse({ method, headers }: FastifyRequest, port: number): string | undefined {
  const origins = [originOf(port, '127.0.0.1'), originOf(port, 'localhost')];
  const { host = '', origin } = headers;
  const asked = origins.find((one) => one === `http://${host.replace(/:80$/, '')}`);
  if (asked === undefined) {
    return `The console answers to ${origins.join(' and ')} only; the Host header named another.`;
  }
  // A page's own origin is the one it was asked under: localhost may not write to 127.0.0.1.
  if (origin !== undefined && origin !== asked) {
    return 'The console answers to its own page only; the Origin header named another.';
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'The console answers to its own page only; the Sec-Fetch-Site header named another.';
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (origin === undefined) return `A ${method} needs the console's own Origin header: ${asked}`;
  if (headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    return `A ${method} needs Content-Type: application/json.`;
  }
  return undefined;
}
