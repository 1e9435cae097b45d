import { createCipheriv, createDecipheriv } from 'node:crypto';

import { frame } from './framing.ts';
import { hkdfSha256 } from './hkdf-sha-256.ts';
import { publicRandomBytes } from './public-random-bytes.ts';
import type { Credentials, RecordFormat } from './record-format.ts';
import { RecordIntegrityError } from './record-integrity-error.ts';

const CIPHER = 'aes-256-gcm';
const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The key of the body. It takes the caller's Key as well as the data key, so that who holds the database,
 * the trail and `kms:Decrypt` still can't read a record without its caller's Key.
 */
export const deriveBodyKey = (dataKey: Buffer, salt: Buffer, { name, key }: Credentials): Buffer => {
  const inputKey = frame(dataKey, key);
  try {
    return hkdfSha256(inputKey, salt, frame('keywatch/v1/body', name));
  } finally {
    inputKey.fill(0);
  }
};

/** Seals with a nonce that was chosen elsewhere. A body key seals one text only, so no nonce repeats under it. */
export const sealWithNonce = (bodyKey: Buffer, nonce: Buffer, text: string): Buffer => {
  const cipher = createCipheriv(CIPHER, bodyKey, nonce, { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
};

/**
 * Version 1 of the record format.
 *
 *     C        = base64url(HKDF-SHA-256(ikm = Key, salt, info = frame("keywatch/v1/context", Name)))
 *     body key = HKDF-SHA-256(ikm = frame(data key, Key), salt, info = frame("keywatch/v1/body", Name))
 *     body     = AES-256-GCM(body key, random 12-byte nonce, Text as UTF-8), the tag at its end
 *
 * `{ "keywatch": C }` is the encryption context. CloudTrail records it in clear text, so it is neither the
 * Key nor a bare digest that a dictionary could reverse: the random salt is in the database only.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export const formatV1: RecordFormat = {
  version: 1,
  saltBytes: SALT_BYTES,

  encryptionContext: (salt, { name, key }) => ({
    keywatch: hkdfSha256(Buffer.from(key, 'utf8'), salt, frame('keywatch/v1/context', name)).toString(
      'base64url',
    ),
  }),

  seal(dataKey, salt, credentials, text) {
    const bodyKey = deriveBodyKey(dataKey, salt, credentials);
    const nonce = publicRandomBytes(NONCE_BYTES);
    try {
      return { nonce, ciphertext: sealWithNonce(bodyKey, nonce, text) };
    } finally {
      bodyKey.fill(0);
    }
  },

  open(dataKey, { id, salt }, credentials, { nonce, ciphertext }) {
    if (nonce.byteLength !== NONCE_BYTES || ciphertext.byteLength < TAG_BYTES) {
      throw new RecordIntegrityError(id, 'The nonce or the ciphertext has an impossible length.');
    }
    const bodyKey = deriveBodyKey(dataKey, salt, credentials);
    const tagStart = ciphertext.byteLength - TAG_BYTES;
    try {
      const decipher = createDecipheriv(CIPHER, bodyKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(ciphertext.subarray(tagStart));
      const text = decipher.update(ciphertext.subarray(0, tagStart));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new RecordIntegrityError(id, 'The body failed its authentication.', { cause });
    } finally {
      bodyKey.fill(0);
    }
  },
};
