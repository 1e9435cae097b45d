import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type EncryptionContext, frameEncryptionContext } from './encryption-context.ts';
import type { KeyMaterial } from './kms-key.ts';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#KMS-Decrypt-request-CiphertextBlob */
export const maxCiphertextBytes = 6144;

const formatVersion = 1;
const materialIdBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A ciphertext taken apart: whose it is, and what is to be opened. */
export interface CiphertextBlob {
  readonly keyId: string;
  readonly materialId: string;
  /** Everything before the nonce; authenticated with the ciphertext. */
  readonly header: Buffer;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/** Version, length and text of the key id, id of the material. */
function buildHeader(keyId: string, materialId: string): Buffer {
  const id = Buffer.from(keyId, 'latin1');
  return Buffer.concat([Buffer.from([formatVersion, id.length]), id, Buffer.from(materialId, 'hex')]);
}

const associatedData = (header: Buffer, context: EncryptionContext): Buffer =>
  Buffer.concat([header, frameEncryptionContext(context)]);

/**
 * Encrypts with AES-256-GCM under a fresh random nonce. The blob is opaque to callers, as on AWS, and its layout
 * is not AWS's. A nonce may repeat after some 2^32 calls under one material: far beyond a laptop's life.
 */
export function sealCiphertext(
  keyId: string,
  material: KeyMaterial,
  context: EncryptionContext,
  plaintext: Buffer,
): Buffer {
  const header = buildHeader(keyId, material.id);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', material.bytes, nonce).setAAD(associatedData(header, context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, nonce, ciphertext, cipher.getAuthTag()]);
}

/** Takes a blob apart without opening it; `undefined` when it is none of ours. */
export function readCiphertext(blob: Buffer): CiphertextBlob | undefined {
  const keyIdBytes = blob[1] ?? 0;
  const headerBytes = 2 + keyIdBytes + materialIdBytes;
  if (blob[0] !== formatVersion || keyIdBytes === 0 || blob.length < headerBytes + nonceBytes + tagBytes)
    return undefined;
  return {
    keyId: blob.toString('latin1', 2, 2 + keyIdBytes),
    materialId: blob.toString('hex', 2 + keyIdBytes, headerBytes),
    header: blob.subarray(0, headerBytes),
    nonce: blob.subarray(headerBytes, headerBytes + nonceBytes),
    ciphertext: blob.subarray(headerBytes + nonceBytes, -tagBytes),
    tag: blob.subarray(-tagBytes),
  };
}

/** Decrypts; `undefined` when the material, the encryption context or any bit of the blob is not the one sealed. */
export function openCiphertext(
  blob: CiphertextBlob,
  material: KeyMaterial,
  context: EncryptionContext,
): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', material.bytes, blob.nonce, { authTagLength: tagBytes })
    .setAAD(associatedData(blob.header, context))
    .setAuthTag(blob.tag);
  try {
    return Buffer.concat([decipher.update(blob.ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}
