import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Samples } from '../rounds.ts';
import type { Section } from '../section.ts';

/** A peak varies little from run to run. */
const rounds = 3;

/** What is promised, whatever the size of the archive. */
const promisedMegabytes = 250;

/** Makes a process tell its peak, in kilobytes, on standard error as it ends. */
const tellPeak = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}`));",
)}`;

/** The peak memory of `npm run replay` itself, threads included, on an archive and on four times as much. */
export async function benchMemory(archive: string, bytes: number): Promise<Section> {
  const larger = path.join(path.dirname(archive), 'larger');
  for (const copy of ['1', '2', '3', '4']) await cp(archive, path.join(larger, copy), { recursive: true });
  const small = { name: `replay of ${megabytes(bytes)} MB uncompressed`, values: [] as number[] };
  const large = { name: `replay of ${megabytes(4 * bytes)} MB uncompressed`, values: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    small.values.push(await peakMegabytes(archive));
    large.values.push(await peakMegabytes(larger));
  }
  const promised: Samples = { name: 'promised', values: small.values.map(() => promisedMegabytes) };
  return {
    title: 'peak memory of npm run replay',
    unit: 'MB',
    samples: [small, large, promised],
    claims: [
      { claim: 'under 250 MB', of: large.name, to: promised.name, atMost: 1 },
      { claim: 'four times the archive, the same memory', of: large.name, to: small.name, atMost: 1.2 },
    ],
  };
}

async function peakMegabytes(archive: string): Promise<number> {
  const args = ['--import', 'tsx/esm', '--import', tellPeak, 'cli/replay.ts', '--json', archive];
  const stderr = await promisify(execFile)(process.execPath, args, { maxBuffer: 1024 ** 3 }).then(
    (ended) => ended.stderr,
    // An alarm that fires is told by the exit code.
    (error: unknown) => (error as { readonly stderr: string }).stderr,
  );
  const peak = /^peak (\d+)$/m.exec(stderr)?.[1];
  if (peak === undefined) throw new Error(`npm run replay did not end well: ${stderr}`);
  return (Number(peak) * 1024) / 1e6;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
