import type { ArchiveFile, FileProblem } from './archive/find-archives.ts';
import { type Portion, splitIntoPortions } from './archive/portions.ts';
import { maxProblems, type PortionProblem, type ScannedPortion } from './detect/portion-scan.ts';
import { scanPortions, type ScanThreadsOptions } from './scan-threads.ts';
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

/** A file in the portions it is read in, and what is known of them. */
interface FileScan {
  readonly file: ArchiveFile;
  readonly portions: readonly Portion[];
  /** By portion; of those that were scanned. */
  readonly told: (Pick<ScannedPortion, 'problems' | 'problemCount' | 'lines'> | undefined)[];
  waiting: number;
}

/** Scans files and adds up what they came to. */
export async function scanArchives(
  files: readonly ArchiveFile[],
  options: ScanThreadsOptions,
  onProgress: (progress: ScanProgress) => void,
): Promise<ScannedArchives> {
  const tally = createTally(options.filters.length);
  const duplicates = new DuplicateCounter();
  // The largest first, so that no thread is left with a large one at the end.
  const scans = [...files].sort((a, b) => b.bytes - a.bytes).map(beginScan);
  const places = scans.flatMap((scan) => scan.portions.map((portion, index) => ({ scan, portion, index })));
  const done = { files: 0, bytes: 0 };
  await scanPortions(
    places.map(({ portion }) => portion),
    options,
    (number, scanned) => {
      const place = places[number];
      if (place === undefined) return;
      const { scan, portion, index } = place;
      mergeTally(tally, scanned.tally);
      duplicates.add(scanned.fingerprints);
      scan.told[index] = {
        problems: scanned.problems,
        problemCount: scanned.problemCount,
        lines: scanned.lines,
      };
      scan.waiting -= 1;
      if (scan.waiting === 0) done.files += 1;
      done.bytes += portion.to - portion.from;
      onProgress({ ...done });
    },
  );
  const problems = scans.flatMap(problemsOf).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { tally, duplicates, problems };
}

function beginScan(file: ArchiveFile): FileScan {
  const portions = splitIntoPortions(file);
  return { file, portions, told: [], waiting: portions.length };
}

/** The first few problems of a file, in its order, and how many more there are. */
function problemsOf({ file: { path }, told }: FileScan): FileProblem[] {
  let linesBefore = 0;
  let count = 0;
  const sentences: string[] = [];
  for (const portion of told) {
    if (portion === undefined) continue;
    sentences.push(...portion.problems.map((problem) => sentenceAfter(linesBefore, problem)));
    count += portion.problemCount;
    linesBefore += portion.lines;
  }
  const first = sentences.slice(0, maxProblems);
  const more = count - first.length;
  return [...first, ...(more > 0 ? [`and ${more} more of such problems`] : [])].map((problem) => ({
    path,
    problem,
  }));
}

/** A portion numbers its lines from 1, wherever in the file it begins. */
function sentenceAfter(linesBefore: number, { place, text }: PortionProblem): string {
  return place === undefined ? text : `${place.kind} ${linesBefore + place.number} ${text}`;
}
