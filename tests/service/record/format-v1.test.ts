import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';

import { deriveBodyKey, formatV1, sealWithNonce } from '../../../service/record/format-v1.ts';
import { frame } from '../../../service/record/framing.ts';
import { RecordIntegrityError } from '../../../service/record/record-integrity-error.ts';

interface GoldenVector {
  readonly title: string;
  readonly name: string;
  readonly key: string;
  readonly text: string;
  readonly salt: string;
  readonly dataKey: string;
  readonly nonce: string;
  readonly context: string;
  readonly bodyKey: string;
  readonly ciphertext: string;
}

/** Committed once, never regenerated: a record written years ago must open for ever. */
const goldenVectors = JSON.parse(
  readFileSync(new URL('../../fixtures/record-format/v1.json', import.meta.url), 'utf8'),
) as readonly GoldenVector[];

const bytesOf = (vector: GoldenVector) => ({
  salt: Buffer.from(vector.salt, 'hex'),
  dataKey: Buffer.from(vector.dataKey, 'hex'),
  nonce: Buffer.from(vector.nonce, 'hex'),
  ciphertext: Buffer.from(vector.ciphertext, 'base64'),
});

const id = '6f1e0d3a-2f58-4b7e-9a34-5b0d4b7f4c11';

describe.each(goldenVectors)('golden vector of $title', (vector) => {
  const { salt, dataKey, nonce, ciphertext } = bytesOf(vector);

  it('derives the committed encryption context', () => {
    expect(formatV1.encryptionContext(salt, vector)).toEqual({ keywatch: vector.context });
  });

  it('derives the committed body key', () => {
    expect(deriveBodyKey(dataKey, salt, vector).toString('hex')).toBe(vector.bodyKey);
  });

  it('seals to the committed ciphertext under the committed nonce', () => {
    const sealed = sealWithNonce(Buffer.from(vector.bodyKey, 'hex'), nonce, vector.text);
    expect(sealed.toString('base64')).toBe(vector.ciphertext);
  });

  it('opens the committed ciphertext', () => {
    expect(formatV1.open(dataKey, { id, salt }, vector, { nonce, ciphertext })).toBe(vector.text);
  });
});

/** Node's own HKDF, another implementation than the service's; it takes an info of 1024 bytes at most. */
const nodeHkdf = (inputKey: Buffer, salt: Buffer, info: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', inputKey, salt, info, 32));

describe('the derivations', () => {
  const salt = Buffer.alloc(32, 7);
  const dataKey = Buffer.alloc(32, 9);
  const credentials = { name: 'payroll', key: 'b7e9c9d4-6f5e-4a63-8a0a-0a8f5d4b1c2d' };

  it('are HKDF-SHA-256 over length-prefixed parts', () => {
    const contextInfo = Buffer.from('\0\0\0\x13keywatch/v1/context\0\0\0\x07payroll');
    const bodyInfo = Buffer.from('\0\0\0\x10keywatch/v1/body\0\0\0\x07payroll');
    const bodyInput = Buffer.concat([
      Buffer.from([0, 0, 0, 32]),
      dataKey,
      Buffer.from([0, 0, 0, 36]),
      Buffer.from(credentials.key),
    ]);
    expect(formatV1.encryptionContext(salt, credentials).keywatch).toBe(
      nodeHkdf(Buffer.from(credentials.key), salt, contextInfo).toString('base64url'),
    );
    expect(deriveBodyKey(dataKey, salt, credentials)).toEqual(nodeHkdf(bodyInput, salt, bodyInfo));
  });

  it('leave no copy of the data key and the Key behind', () => {
    const allocated = vi.spyOn(Buffer, 'alloc');
    deriveBodyKey(dataKey, salt, credentials);
    const [input] = allocated.mock.results.map(({ value }) => value as Buffer);
    allocated.mockRestore();
    expect(input).toEqual(Buffer.alloc(4 + 32 + 4 + 36));
  });

  it('never put the Key or its SHA-256 into the encryption context', () => {
    const { keywatch } = formatV1.encryptionContext(salt, credentials);
    expect(keywatch).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keywatch).not.toContain(credentials.key);
    expect(keywatch).not.toBe(formatV1.encryptionContext(Buffer.alloc(32, 8), credentials).keywatch);
  });

  it.each([
    ['another Name', { name: 'payrolk', key: credentials.key }],
    ['another Key', { name: 'payroll', key: `${credentials.key.slice(0, -1)}e` }],
    ['a byte moved from Name to Key', { name: 'payrol', key: `l${credentials.key}` }],
  ])('give another context and another body key for %s', (_title, other) => {
    expect(formatV1.encryptionContext(salt, other)).not.toEqual(
      formatV1.encryptionContext(salt, credentials),
    );
    expect(deriveBodyKey(dataKey, salt, other)).not.toEqual(deriveBodyKey(dataKey, salt, credentials));
  });
});

describe('sealing and opening', () => {
  const salt = Buffer.alloc(32, 1);
  const dataKey = Buffer.alloc(32, 2);
  const credentials = { name: 'a name', key: 'a key' };
  const record = { id, salt };
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((one) => !/\p{Surrogate}/u.test(one));

  it('returns every well-formed text unchanged', () => {
    fc.assert(
      fc.property(text, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (plain, name, key) => {
        const sealed = formatV1.seal(dataKey, salt, { name, key }, plain);
        expect(formatV1.open(dataKey, record, { name, key }, sealed)).toBe(plain);
      }),
      { numRuns: 200 },
    );
  });

  it('never seals the same text to the same bytes', () => {
    const first = formatV1.seal(dataKey, salt, credentials, 'text');
    const second = formatV1.seal(dataKey, salt, credentials, 'text');
    expect(second.nonce).not.toEqual(first.nonce);
    expect(second.ciphertext).not.toEqual(first.ciphertext);
  });

  it('refuses a body with any one bit changed', () => {
    const sealed = formatV1.seal(dataKey, salt, credentials, 'four');
    const bits = (sealed.ciphertext.length + sealed.nonce.length) * 8;
    for (let bit = 0; bit < bits; bit += 1) {
      const changed = Buffer.concat([sealed.nonce, sealed.ciphertext]);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const tampered = { nonce: changed.subarray(0, 12), ciphertext: changed.subarray(12) };
      expect(() => formatV1.open(dataKey, record, credentials, tampered)).toThrow(RecordIntegrityError);
    }
    expect(formatV1.open(dataKey, record, credentials, sealed)).toBe('four');
  });

  it.each([
    ['another data key', Buffer.alloc(32, 3), salt, credentials],
    ['another salt', dataKey, Buffer.alloc(32, 3), credentials],
    ['another Name', dataKey, salt, { ...credentials, name: 'b name' }],
    ['another Key, though the data key is right', dataKey, salt, { ...credentials, key: 'b key' }],
  ])('refuses %s', (_title, otherDataKey, otherSalt, otherCredentials) => {
    const sealed = formatV1.seal(dataKey, salt, credentials, 'text');
    const opening = (): string =>
      formatV1.open(otherDataKey, { id, salt: otherSalt }, otherCredentials, sealed);
    expect(opening).toThrow(RecordIntegrityError);
  });

  it.each([
    ['a nonce too short', 11, 32],
    ['a nonce too long', 13, 32],
    ['a ciphertext shorter than its tag', 12, 15],
  ])('refuses %s and names the record', (_title, nonceBytes, ciphertextBytes) => {
    const sealed = { nonce: Buffer.alloc(nonceBytes), ciphertext: Buffer.alloc(ciphertextBytes) };
    expect(() => formatV1.open(dataKey, record, credentials, sealed)).toThrow(
      expect.objectContaining({
        name: 'RecordIntegrityError',
        recordId: id,
        message: 'The nonce or the ciphertext has an impossible length.',
      }),
    );
  });
});

describe('framing', () => {
  it('gives different bytes for different lists of parts', () => {
    const parts = fc.array(fc.string(), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (some, others) => {
        const same = JSON.stringify(some) === JSON.stringify(others);
        expect(frame(...some).equals(frame(...others))).toBe(same);
      }),
    );
    expect(frame('ab', 'c')).not.toEqual(frame('a', 'bc'));
  });
});

describe('the keys that are derived', () => {
  const [salt, dataKey, credentials] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), { name: 'n', key: 'k' }];
  const wiped = Buffer.alloc(32);
  let digest: Mock<() => Buffer>;
  beforeEach(() => {
    const hmac = Object.getPrototypeOf(createHmac('sha256', '')) as { digest: () => Buffer };
    digest = vi.spyOn(hmac, 'digest');
  });
  afterEach(() => vi.restoreAllMocks());

  /** The very buffers: the pseudo-random key, then what it gave. */
  const derived = () => digest.mock.results.map(({ value }) => value as Buffer);

  it('are wiped once a text is sealed and once it is opened', () => {
    const sealed = formatV1.seal(dataKey, salt, credentials, 'text');
    expect(derived()).toEqual([wiped, wiped]);
    formatV1.open(dataKey, { id, salt }, credentials, sealed);
    expect(derived()).toEqual([wiped, wiped, wiped, wiped]);
  });

  it('are wiped when a text fails its authentication', () => {
    const forged = { nonce: Buffer.alloc(12), ciphertext: Buffer.alloc(20) };
    expect(() => formatV1.open(dataKey, { id, salt }, credentials, forged)).toThrow(RecordIntegrityError);
    expect(derived()).toEqual([wiped, wiped]);
  });

  it('are wiped but for the encryption context itself', () => {
    const { keywatch } = formatV1.encryptionContext(salt, credentials);
    expect(derived()).toEqual([wiped, Buffer.from(keywatch, 'base64url')]);
  });
});
