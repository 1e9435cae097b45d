import { describe, expect, it } from 'vitest';
import { release } from '../../../replay/archive/release.ts';

describe('giving memory back', () => {
  it('empties a large buffer', () => {
    const large = Buffer.alloc(1024 * 1024, 1);
    release(large);
    expect(large).toHaveLength(0);
  });

  it('leaves a small buffer alone, which may share its memory with others', () => {
    const [small, neighbour] = [Buffer.from('small'), Buffer.from('neighbour')];
    release(small);
    expect([small.toString(), neighbour.toString()]).toEqual(['small', 'neighbour']);
  });
});
