import { MessageChannel } from 'node:worker_threads';

const { port1: nowhere, port2 } = new MessageChannel();
port2.close();
nowhere.unref();

/**
 * Node takes buffers of less than half of `Buffer.poolSize`, 8 KiB in Node 20 and 64 KiB since Node 24, from a pool that
 * must not be given away.
 */
const minBytes = 64 * 1024;

/**
 * Gives the memory of a large buffer back at once: the buffer is empty afterwards. The garbage collector would
 * let such memory grow by 64 MB per thread before it looks. Small buffers, which may share theirs, are left alone.
 */
export function release(bytes: Buffer): void {
  if (bytes.byteLength < minBytes || !(bytes.buffer instanceof ArrayBuffer)) return;
  // What is sent to a closed port belongs to nobody.
  nowhere.postMessage(undefined, [bytes.buffer]);
}
