import type { ArchiveFile, FileProblem } from './archive/find-archives.ts';
import { scanFiles, type ScanThreadsOptions } from './scan-threads.ts';
import { DuplicateCounter } from './tally/duplicates.ts';
import { createTally, mergeTally, type Tally } from './tally/tally.ts';

/** What all files came to. */
export interface ScannedArchives {
  readonly tally: Tally;
  readonly duplicates: DuplicateCounter;
  readonly problems: readonly FileProblem[];
}

/** How far scanning has come. */
export interface ScanProgress {
  readonly files: number;
  /** Of the files on the disk. */
  readonly bytes: number;
}

/** Scans files and adds up what they came to. */
export async function scanArchives(
  files: readonly ArchiveFile[],
  options: ScanThreadsOptions,
  onProgress: (progress: ScanProgress) => void,
): Promise<ScannedArchives> {
  const tally = createTally(options.filters.length);
  const duplicates = new DuplicateCounter();
  const problems: FileProblem[] = [];
  const done = { files: 0, bytes: 0 };
  await scanFiles(files, options, (file, scanned) => {
    mergeTally(tally, scanned.tally);
    duplicates.add(scanned.fingerprints);
    problems.push(...problemsOf(file.path, scanned.problems, scanned.problemCount));
    done.files += 1;
    done.bytes += file.bytes;
    onProgress({ ...done });
  });
  problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { tally, duplicates, problems };
}

function problemsOf(path: string, told: readonly string[], count: number): FileProblem[] {
  const more = count - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more of such problems`] : [])].map((problem) => ({
    path,
    problem,
  }));
}
