import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

import { answerRefusal } from './answer-error.ts';

const statusCodes: ReadonlyMap<string | undefined, number> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/**
 * Answers what Node's HTTP parser refused before there was a request, then closes the connection. The error
 * itself carries the raw packet and is looked at no further.
 * @see https://nodejs.org/api/http.html#event-clienterror
 */
export const answerClientError = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { statusCode, body } = answerRefusal(statusCodes.get(error.code) ?? 400);
  const json = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\nConnection: close\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
};
