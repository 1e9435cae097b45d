import { afterEach, describe, expect, it } from 'vitest';
import { release } from '../../../replay/archive/release.ts';

const { poolSize } = Buffer;
afterEach(() => {
  Buffer.poolSize = poolSize;
});

describe('giving memory back', () => {
  it('empties a large buffer', () => {
    const large = Buffer.alloc(1024 * 1024, 1);
    release(large);
    expect(large).toHaveLength(0);
  });

  // As in Node 20, and since Node 24.
  it.each([8, 64])('leaves buffers alone that share their memory in a pool of %i KiB', (kibibytes) => {
    Buffer.poolSize = kibibytes * 1024;
    // Uses the former pool up.
    for (let bytes = 0; bytes <= 128 * 1024; bytes += 4000) Buffer.allocUnsafe(4000);
    const [small, neighbour] = [Buffer.from('small'), Buffer.from('neighbour')];
    expect(small.buffer.byteLength).toBeGreaterThanOrEqual(kibibytes * 1024);
    release(small);
    expect([small.toString(), neighbour.toString()]).toEqual(['small', 'neighbour']);
  });

  it('leaves a small piece of a large memory alone', () => {
    const memory = new ArrayBuffer(128 * 1024);
    release(Buffer.from(memory, 0, 8));
    expect(memory.byteLength).toBe(128 * 1024);
  });
});
