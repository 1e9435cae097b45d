import { once } from 'node:events';
import { connect } from 'node:net';

/** One answer as it came over the wire; `body` as its length says. */
export interface RawAnswer {
  readonly statusCode: number;
  readonly head: string;
  readonly body: string;
}

/**
 * Sends pieces of bytes over a connection of its own and returns all that came back until the service closed
 * it. Bytes that may be half a request need `thenHangUp`; Node then drops the answers that are not ready yet.
 */
export const exchange = async (
  port: number,
  pieces: readonly Buffer[],
  { thenHangUp = false } = {},
): Promise<RawAnswer[]> => {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // Who is answered 400 early may find the connection closed while it still sends.
  socket.on('error', () => undefined);
  for (const piece of pieces) {
    await new Promise((sent) => socket.write(piece, sent));
  }
  if (thenHangUp) socket.end();
  if (!socket.closed) await once(socket, 'close');
  return parseAnswers(Buffer.concat(chunks).toString('latin1'));
};

/** @throws Error when the bytes aren't whole answers, one behind the other. */
export const parseAnswers = (bytes: string): RawAnswer[] => {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  while (rest !== '') {
    const headEnd = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, headEnd);
    const statusCode = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
    if (headEnd < 0 || Number.isNaN(statusCode))
      throw new Error(`no answer: ${JSON.stringify(rest.slice(0, 80))}`);
    const length = statusCode === 100 ? 0 : Number(/^content-length: (\d+)\r?$/im.exec(head)?.[1]);
    const body = rest.slice(headEnd + 4, headEnd + 4 + length);
    if (Number.isNaN(length) || body.length !== length)
      throw new Error(`half an answer: ${JSON.stringify(head)}`);
    if (statusCode !== 100) answers.push({ statusCode, head, body });
    rest = rest.slice(headEnd + 4 + length);
  }
  return answers;
};
