import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openCiphertext, readCiphertext, sealCiphertext } from '../../../local/kms/ciphertext-blob.ts';
import type { KeyMaterial } from '../../../local/kms/kms-key.ts';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const material: KeyMaterial = { id: 'ab'.repeat(32), bytes: randomBytes(32), createdAtMs: 0 };
const context = new Map([['keywatch', 'one']]);
const plaintext = Buffer.from('a data key of thirty-two bytes..');
const sealed = sealCiphertext(keyId, material, context, plaintext);

/** What comes out when a blob is opened with this material, whichever key and material it claims to be of. */
function opened(blob: Buffer): Buffer | undefined {
  const read = readCiphertext(blob);
  return read && openCiphertext(read, material, context);
}

describe('a ciphertext blob', () => {
  it('opens with its material and context, and names its key and material', () => {
    expect(opened(sealed)).toEqual(plaintext);
    expect(readCiphertext(sealed)).toMatchObject({ keyId, materialId: material.id });
  });

  it('does not open when any one of its bits was changed, those that name key and material included', () => {
    const openable: number[] = [];
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (opened(changed)) openable.push(bit);
    }
    expect(openable).toEqual([]);
  });

  it('does not open when it was cut or lengthened', () => {
    for (let length = 0; length < sealed.length; length += 1)
      expect(opened(sealed.subarray(0, length))).toBeUndefined();
    expect(opened(Buffer.concat([sealed, Buffer.alloc(1)]))).toBeUndefined();
  });

  it('is not read from bytes that name no key', () => {
    expect(readCiphertext(Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(100)]))).toBeUndefined();
  });

  it('is not read from bytes of another format', () => {
    const other = Buffer.from(sealed);
    other[0] = 2;
    expect(readCiphertext(other)).toBeUndefined();
  });

  it('shows nothing of the plaintext or the context', () => {
    const text = sealed.toString('latin1');
    expect(text).not.toContain(plaintext.toString('latin1').slice(0, 8));
    expect(text).not.toContain('keywatch');
  });
});
