import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import Table from 'cli-table3';
import { detections } from '../detections/index.ts';
import { type ArchiveFile, findArchives } from '../replay/archive/find-archives.ts';
import type { ScanOptions } from '../replay/detect/scan-archive.ts';
import { scanFiles } from '../replay/scan-threads.ts';
import { defaultArchive, generateFiles, writeArchive } from './generate-archive.ts';
import { median, runRounds, type Samples } from './rounds.ts';

/** Replay's scan of the shipped catalogue against decompression alone and against parsing everything. */

const rounds = 15;
const archive = { ...defaultArchive, files: 15, recordsPerFile: 9000 };

const options: ScanOptions = {
  filters: detections.map((detection) => ({
    isFine: detection.alarm.periodSeconds < 60,
    declaration: {
      filterName: detection.id,
      logGroupName: 'trail',
      filterPattern: detection.filterPattern(archive),
      metricTransformation: { namespace: 'bench', value: '1', ...detection.metric },
    },
  })),
  delayMs: 300_000,
  fromMs: -Infinity,
  toMs: Infinity,
};

const folder = await mkdtemp(path.join(tmpdir(), 'keywatch-bench-'));
try {
  const bytes = await writeArchive(path.join(folder, 'gzip'), archive);
  const lines = path.join(folder, 'lines.ndjson');
  await writeFile(lines, [...generateFiles(archive)].flatMap(({ records }) => records).join('\n'));
  const { files } = await findArchives([path.join(folder, 'gzip')]);
  const { files: lineFiles } = await findArchives([lines]);

  const scan = (what: readonly ArchiveFile[], threads: number) => () =>
    scanFiles(what, { ...options, threads }, () => undefined);
  const gzip = await runRounds(
    [
      { name: 'gunzip alone, 1 thread', run: () => forEachFile(files, () => undefined) },
      {
        name: 'gunzip, JSON.parse, hard-coded test, 1 thread',
        run: () => forEachFile(files, countInDocument),
      },
      { name: 'replay, 1 thread', run: scan(files, 1) },
      {
        name: `replay, ${availableParallelism()} threads (started anew)`,
        run: scan(files, availableParallelism()),
      },
    ],
    rounds,
  );
  const ndjson = await runRounds(
    [
      { name: 'JSON.parse per line, hard-coded test, 1 thread', run: () => countInLines(lines) },
      { name: 'replay, 1 thread', run: scan(lineFiles, 1) },
    ],
    rounds,
  );
  print(`.json.gz, ${megabytes(bytes)} MB uncompressed, ${archive.kmsShare * 100} % KMS`, bytes, gzip);
  print('NDJSON on disk, the same records', bytes, ndjson);
  await mkdir('bench/results', { recursive: true });
  const results = { node: process.version, processors: availableParallelism(), bytes, rounds, gzip, ndjson };
  await writeFile('bench/results/replay.json', `${JSON.stringify(results, undefined, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}

async function forEachFile(
  files: readonly ArchiveFile[],
  take: (document: Buffer) => unknown,
): Promise<void> {
  for (const file of files) take(gunzipSync(await readFile(file.path)));
}

interface CalledRecord {
  readonly eventSource?: string;
  readonly errorCode?: string;
}

function isWrongKey({ eventSource, errorCode }: CalledRecord): boolean {
  return eventSource === 'kms.amazonaws.com' && errorCode === 'InvalidCiphertextException';
}

function countInDocument(document: Buffer): number {
  return (JSON.parse(document.toString('utf8')) as { Records: CalledRecord[] }).Records.filter(isWrongKey)
    .length;
}

async function countInLines(file: string): Promise<number> {
  const bytes = await readFile(file);
  let count = 0;
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    if (isWrongKey(JSON.parse(bytes.toString('utf8', start, end)) as CalledRecord)) count += 1;
    start = end + 1;
  }
  return count;
}

/** Times against the first contender, the floor. */
function print(title: string, bytes: number, samples: readonly Samples[]): void {
  const floorMs = median(samples[0]?.elapsedMs ?? []);
  const table = new Table({
    head: [title, 'median ms', 'MB/s', 'of the first'],
    style: { head: [], border: [] },
  });
  for (const { name, elapsedMs } of samples) {
    const ms = median(elapsedMs);
    table.push([name, ms.toFixed(0), (bytes / 1000 / ms).toFixed(0), (ms / floorMs).toFixed(2)]);
  }
  console.log(table.toString());
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
