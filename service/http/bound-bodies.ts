import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { preParsingHookHandler } from 'fastify';

import { OverloadedError } from '../errors.ts';
import { clientKeyOf } from './client-key.ts';

export interface BodyLimits {
  /** Large bodies that may be held at once. */
  readonly maxLarge: number;
  /** How many of them one client may have. */
  readonly maxLargePerClient: number;
}

/** What arrives in one burst and costs no more than a connection does. There is a bound on connections. */
const SMALL_BODY_BYTES = 16 * 1024;

/** An unknown length is a large one. */
const isLarge = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL_BODY_BYTES;

interface HeldBody {
  readonly client: string;
  readonly socket: Socket;
  readonly response: ServerResponse;
}

/** Asked of the objects themselves: a response that waits behind another says nothing when its socket closes. */
const isOver = ({ socket, response }: HeldBody): boolean => response.writableFinished || socket.destroyed;

/**
 * Bounds the memory that bodies take: one that trickles in holds what has come of it for as long as a request
 * may last, whatever route it is sent to and before anything else bounds it. Above the bound a large body is
 * refused unread; a client has a part of them, so that one alone can't keep the others from sending theirs. A
 * body counts until its request is answered or its connection is gone.
 */
export const boundBodies = ({ maxLarge, maxLargePerClient }: BodyLimits): preParsingHookHandler => {
  let held: HeldBody[] = [];
  return (request, reply, _payload, done) => {
    if (!isLarge(request.headers)) {
      done();
      return;
    }
    const client = clientKeyOf(request);
    held = held.filter((body) => !isOver(body));
    const ofClient = held.filter((body) => body.client === client);
    if (held.length >= maxLarge || ofClient.length >= maxLargePerClient) {
      done(new OverloadedError());
      return;
    }
    held.push({ client, socket: request.raw.socket, response: reply.raw });
    done();
  };
};
