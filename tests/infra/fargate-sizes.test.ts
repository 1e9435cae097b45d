import { expect, it } from 'vitest';
import { fargateMemoryMib } from '../../infra/fargate-sizes.ts';

it.each([
  [256, 512, 2048, 3],
  [512, 1024, 4096, 4],
  [1024, 2048, 8192, 7],
  [4096, 8192, 30_720, 23],
  [8192, 16_384, 61_440, 12],
  [16_384, 32_768, 122_880, 12],
])('offers %i CPU units with %i to %i MiB in %i sizes', (cpu, smallest, largest, count) => {
  const sizes = fargateMemoryMib(cpu);
  expect([sizes.at(0), sizes.at(-1), sizes.length]).toEqual([smallest, largest, count]);
});

it('offers nothing with a number of CPU units that Fargate does not know', () => {
  expect(fargateMemoryMib(300)).toEqual([]);
});
