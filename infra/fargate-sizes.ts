/**
 * Smallest memory, largest memory and step in GiB by CPU units.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
const rangesGib: Readonly<Record<number, readonly [min: number, max: number, step: number]>> = {
  512: [1, 4, 1],
  1024: [2, 8, 1],
  2048: [4, 16, 1],
  4096: [8, 30, 1],
  8192: [16, 60, 4],
  16_384: [32, 120, 8],
};

/** Memory sizes in MiB that Fargate offers with a number of CPU units; none when it offers no such CPU. */
export function fargateMemoryMib(cpuUnits: number): number[] {
  if (cpuUnits === 256) return [512, 1024, 2048];
  const range = rangesGib[cpuUnits];
  if (range === undefined) return [];
  const [min, max, step] = range;
  return Array.from({ length: (max - min) / step + 1 }, (_, index) => (min + index * step) * 1024);
}

/** What Fargate allows, in words, for a message about a refused size. */
export function fargateSizesText(cpuUnits: number): string {
  const sizes = fargateMemoryMib(cpuUnits);
  return sizes.length === 0
    ? `Fargate offers 256, ${Object.keys(rangesGib).join(', ')} CPU units`
    : `with ${cpuUnits} CPU units Fargate allows ${sizes.join(', ')} MiB`;
}
