import { expect, it } from 'vitest';

import { publicRandomBytes } from '../../../service/record/public-random-bytes.ts';

it('never gives the same bytes twice, however many are asked for and wherever a block ends', () => {
  const counts = Array.from({ length: 2_000 }, (_, index) => [32, 12, 4_096, 5_000, 16][index % 5] ?? 0);
  const drawn = counts.map((count) => publicRandomBytes(count));
  expect(drawn.map(({ byteLength }) => byteLength)).toEqual(counts);
  const beginnings = drawn.map((bytes) => bytes.toString('hex', 0, 12));
  expect(new Set(beginnings).size).toBe(drawn.length);
});

it('gives each caller bytes of its own', () => {
  const [one, other] = [publicRandomBytes(32), publicRandomBytes(32)];
  const before = other.toString('hex');
  one.fill(0);
  expect(other.toString('hex')).toBe(before);
});
