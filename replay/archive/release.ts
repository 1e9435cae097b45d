import { MessageChannel } from 'node:worker_threads';

const { port1: nowhere, port2 } = new MessageChannel();
port2.close();
nowhere.unref();

/** Smaller buffers may share their memory with others. */
const minBytes = 64 * 1024;

/**
 * Gives the memory of a large buffer back at once: the buffer is empty afterwards. The garbage collector would
 * let such memory grow by 64 MB per thread before it looks.
 */
export function release({ buffer }: Buffer): void {
  if (buffer.byteLength < minBytes || !(buffer instanceof ArrayBuffer)) return;
  // What is sent to a closed port belongs to nobody.
  nowhere.postMessage(undefined, [buffer]);
}
