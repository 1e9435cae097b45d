import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { type ArchiveFile, findArchives } from '../../replay/archive/find-archives.ts';
import type { ScanOptions } from '../../replay/detect/scan-options.ts';
import { readReplayPlan } from '../../replay/replay-plan.ts';
import { scanArchives } from '../../replay/scan-archives.ts';
import { feeds } from '../../stack/declared/feeds.ts';
import { evaluateStack } from '../../stack/evaluate.ts';
import { type ArchiveOptions, defaultArchive, generateFiles, writeArchive } from '../generate-archive.ts';
import { runRounds } from '../rounds.ts';
import type { Section } from '../section.ts';
import { benchCatalogue } from './catalogue.ts';
import { gunzipAll, parseLines } from './floors.ts';
import { benchMemory } from './memory.ts';
import { profileScan } from './profile.ts';

/** Odd, so that a median is a round's. */
const rounds = 15;

/** 1 % of the records are of KMS: 513 MB before compression. */
const archive: ArchiveOptions = { ...defaultArchive, files: 40, recordsPerFile: 9000 };

const threads = availableParallelism();
const all = `${threads} threads`;

/**
 * Replay's scan with the whole shipped catalogue, as the dev stack declares it: beside decompression alone,
 * beside parsing everything, and its patterns beside the most expensive one. All contenders start their own threads.
 */
export async function* benchReplay(): AsyncGenerator<Section> {
  const options = await readOptions();
  const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-bench-'));
  try {
    const zipped = path.join(folder, 'gzip');
    const lines = path.join(folder, 'lines.ndjson');
    const bytes = await writeArchive(zipped, archive);
    await writeFile(lines, linesOf(archive));
    yield await benchGzip(zipped, bytes, options);
    yield await benchLines(lines, options);
    const { files } = await findArchives([lines]);
    yield await profileScan('where its time goes, 1 thread, under a profiler', files, options, rounds);
    yield await benchCatalogue(archive, options, rounds);
    yield await benchMemory(zipped, bytes);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readOptions(): Promise<ScanOptions> {
  const { metricFilters, alarms } = readReplayPlan(await evaluateStack({ stack: 'dev' }));
  const filters = metricFilters.map((declaration) => ({
    declaration,
    isFine: alarms.some((alarm) => alarm.period < 60 && feeds(declaration, alarm)),
  }));
  return { filters, delayMs: 300_000, fromMs: -Infinity, toMs: Infinity };
}

/** The archive's records and those of another seed: twice as much, as lines are read that much faster. */
function* linesOf(options: ArchiveOptions): Generator<string> {
  for (const seed of [options.seed, options.seed + 1]) {
    for (const { records } of generateFiles({ ...options, seed })) yield `${records.join('\n')}\n`;
  }
}

async function benchGzip(folder: string, bytes: number, options: ScanOptions): Promise<Section> {
  const { files } = await findArchives([folder]);
  const paths = files.map((file) => file.path);
  const own = "replay's own decompression alone, 1 thread";
  const samples = await runRounds(
    [
      { name: 'gunzip alone, 1 thread', run: () => gunzipAll(paths, 1) },
      { name: `gunzip alone, ${all}`, run: () => gunzipAll(paths, threads) },
      { name: own, run: () => gunzipAll(paths, 1, 'replay') },
      { name: 'replay, 1 thread', run: () => scan(files, options, 1) },
      { name: `replay, ${all}`, run: () => scan(files, options, threads) },
    ],
    rounds,
  );
  return {
    title: `.json.gz, ${megabytes(bytes)} MB uncompressed, 1 % KMS`,
    unit: 'ms',
    work: { amount: bytes / 1e6, unit: 'MB/s' },
    samples,
    claims: [
      claim('replay against gunzip, 1 thread', 'replay, 1 thread', 'gunzip alone, 1 thread', 1.5),
      claim('replay against its own decompression, 1 thread', 'replay, 1 thread', own, 1.5),
      claim(`replay against gunzip, ${all}`, `replay, ${all}`, `gunzip alone, ${all}`, 1.5),
      claim('replay against single-threaded gunzip', `replay, ${all}`, 'gunzip alone, 1 thread', 1),
    ],
  };
}

async function benchLines(file: string, options: ScanOptions): Promise<Section> {
  const { files } = await findArchives([file]);
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  const floor = 'JSON.parse per line, hard-coded test, 1 thread';
  const samples = await runRounds(
    [
      { name: floor, run: () => parseLines(file) },
      { name: 'replay, 1 thread', run: () => scan(files, options, 1) },
      { name: `replay, ${all}`, run: () => scan(files, options, threads) },
    ],
    rounds,
  );
  return {
    title: `NDJSON on disk, ${megabytes(bytes)} MB, 1 % KMS`,
    unit: 'ms',
    work: { amount: bytes / 1e6, unit: 'MB/s' },
    samples,
    claims: [
      claim('replay against JSON.parse per line (10 times as fast: 0.1)', `replay, ${all}`, floor, 0.1),
    ],
  };
}

function scan(files: readonly ArchiveFile[], options: ScanOptions, count: number): Promise<unknown> {
  return scanArchives(files, { ...options, threads: count }, () => undefined);
}

function claim(text: string, of: string, to: string, atMost: number) {
  return { claim: text, of, to, atMost };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
