import { randomBytes } from 'node:crypto';

/** Drawn at once: asking for some bytes takes as long as asking for thousands. */
const BLOCK_BYTES = 4096;

let block = Buffer.alloc(0);

/**
 * Random bytes that are no secret once they are used, salts and nonces: each is part of a larger block, which a dump of
 * this process's memory would show ahead of their use. Node's own `randomUUID` does the same.
 * @see https://nodejs.org/api/crypto.html#cryptorandomuuidoptions disableEntropyCache
 */
export const publicRandomBytes = (count: number): Buffer => {
  if (block.byteLength < count) block = randomBytes(Math.max(BLOCK_BYTES, count));
  const bytes = block.subarray(0, count);
  block = block.subarray(count);
  return bytes;
};
