import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { answerRefusal } from './answer-error.ts';

const statusCodes: ReadonlyMap<string | undefined, number> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

const refuse = (error: NodeJS.ErrnoException, socket: Socket): void => {
  const { statusCode, body } = answerRefusal(statusCodes.get(error.code) ?? 400);
  const json = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\nConnection: close\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
};

/**
 * Answers what Node's HTTP parser refused before there was a request, then closes the connection. The error
 * itself carries the raw packet and is looked at no further.
 *
 * Whole requests that came before on the same connection are answered first: else a client would take this
 * refusal for the answer to a secret that is stored at that moment, and the secret's Key would be lost.
 * @see https://nodejs.org/api/http.html#event-clienterror
 */
export class ClientErrors {
  /** Responses by connection, in the order of their requests; those that have ended go with the next. */
  readonly #responses = new WeakMap<Socket, ServerResponse[]>();

  /** Learns of every request of a server. */
  watch(server: Server): void {
    server.on('request', ({ socket }, response: ServerResponse) => {
      this.#responses.set(socket, [...this.#unfinished(socket), response]);
    });
  }

  readonly answer = (error: NodeJS.ErrnoException, socket: Socket): void => {
    // Who never sent a byte could take a refusal for the answer to what it sends at that moment.
    if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesRead === 0) {
      socket.destroy();
      return;
    }
    // The last may be the one that was refused, half of it there.
    const last = this.#unfinished(socket).findLast(({ req }) => req.complete);
    if (last === undefined) refuse(error, socket);
    else last.once('close', () => socket.writable && refuse(error, socket));
  };

  #unfinished(socket: Socket): ServerResponse[] {
    return (this.#responses.get(socket) ?? []).filter(({ writableFinished }) => !writableFinished);
  }
}
