import { connect } from 'node:net';

import { parseAnswers, type RawAnswer } from './raw-exchange.ts';

/** What became of a slow client. */
export interface SlowEnd {
  readonly answers: readonly RawAnswer[];
  /** How long the service left its connection open. */
  readonly openMs: number;
}

interface Bytes {
  /** Sent in one go. */
  readonly atOnce?: string;
  /** What is sent every second after that until the service closes the connection, by its number; else nothing. */
  readonly everySecond?: (number: number) => string;
}

/** Sends what it sends over a connection of its own, which it never closes. */
export const sendSlowly = async (port: number, { atOnce, everySecond }: Bytes): Promise<SlowEnd> => {
  const startedAt = performance.now();
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined);
  if (atOnce !== undefined) socket.write(atOnce);
  let sent = 0;
  const timer = setInterval(() => {
    if (everySecond === undefined || !socket.writable) return;
    socket.write(everySecond(sent));
    sent += 1;
  }, 1_000);
  await new Promise((closed) => socket.once('close', closed));
  clearInterval(timer);
  return {
    answers: parseAnswers(Buffer.concat(chunks).toString('latin1')),
    openMs: performance.now() - startedAt,
  };
};
