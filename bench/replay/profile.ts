import type { ScanOptions } from '../../replay/detect/scan-options.ts';
import { scanArchives } from '../../replay/scan-archives.ts';
import type { ArchiveFile } from '../../replay/archive/find-archives.ts';
import { type Frame, profileRun, selfTimeByPart } from '../cpu-profile.ts';
import type { Section } from '../section.ts';

/** The parts of a scan, the dearest first. */
const parts: readonly (readonly [part: string, isPart: (frame: Frame) => boolean])[] = [
  ['looking for structure and texts, in WebAssembly', ({ url }) => url.startsWith('wasm:')],
  ['reading the file', ({ functionName, url }) => functionName === 'read' && url === ''],
  // Native functions that V8 inlines count as their caller.
  ['JSON.parse of records that may match', ({ functionName }) => functionName === 'parseObject'],
  ['evaluating patterns', ({ url }) => /\/(?:cloudwatch|replay\/detect)\//.test(url)],
  ['counting events and matches', ({ url }) => url.includes('/replay/tally/')],
  ['taking lines apart', ({ url }) => url.includes('/replay/archive/')],
  ['collecting garbage', ({ functionName }) => functionName === '(garbage collector)'],
];

const rest = 'the rest';

function partOf(frame: Frame): string {
  return parts.find(([, isPart]) => isPart(frame))?.[0] ?? rest;
}

/** Where the time of scanning goes, on one thread, while a profiler looks: it takes some time itself. */
export async function profileScan(
  title: string,
  files: readonly ArchiveFile[],
  options: ScanOptions,
  rounds: number,
): Promise<Section> {
  const samples = [...parts.map(([name]) => name), rest].map((name) => ({ name, values: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    const run = () => scanArchives(files, { ...options, threads: 1 }, () => undefined);
    const times = selfTimeByPart(await profileRun(run), partOf);
    for (const { name, values } of samples) values.push(times.get(name) ?? 0);
  }
  return { title, unit: 'ms', samples, claims: [] };
}
