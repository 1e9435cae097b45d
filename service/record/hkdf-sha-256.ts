import { createHmac } from 'node:crypto';

const hmac = (key: Buffer, data: Buffer): Buffer => createHmac('sha256', key).update(data).digest();

/** The one byte after `info` that numbers the first block of HKDF's output. */
const FIRST_BLOCK = Buffer.from([1]);

/**
 * HKDF-SHA-256 to 32 bytes, which is one block: extract, then the first step of expand. Node's own `hkdf`
 * refuses an `info` above 1024 bytes, and a Name alone may have as many.
 * @see https://www.rfc-editor.org/rfc/rfc5869#section-2
 */
export const hkdfSha256 = (inputKey: Buffer, salt: Buffer, info: Buffer): Buffer => {
  const pseudoRandomKey = hmac(salt, inputKey);
  try {
    return hmac(pseudoRandomKey, Buffer.concat([info, FIRST_BLOCK]));
  } finally {
    pseudoRandomKey.fill(0);
  }
};
