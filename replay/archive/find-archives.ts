import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { sentenceOf } from './sentence-of.ts';

/** A file to read. */
export interface ArchiveFile {
  readonly path: string;
  /** As it lies on the disk. */
  readonly bytes: number;
}

export interface FoundArchives {
  /** Each once, by path. */
  readonly files: readonly ArchiveFile[];
  /** Files within folders that are no logs by their name or place: digests, and whatever else lies there. */
  readonly ignoredFiles: number;
  readonly problems: readonly FileProblem[];
}

/** Why a file or folder was not read, or not to its end. */
export interface FileProblem {
  readonly path: string;
  readonly problem: string;
}

/** Portions of a file are read at once, which needs its size; of a pipe nothing can be read twice either. */
const noFile = 'It is a pipe or a device: save what comes out of it into a file first.';

const logName = /\.(?:json|jsonl|ndjson|log|txt)(?:\.gz)?$|^\d{6}\.gz$/i;

/**
 * CloudTrail keeps digest files, which hold hashes and no records, and Insights events beside its logs.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
const otherFolders = new Set(['CloudTrail-Digest', 'CloudTrail-Insight']);

/**
 * The files that paths stand for: a file itself, whatever its name; of a folder every log below it, by the
 * names that CloudTrail, CloudWatch Logs exports (`000000.gz`) and people give. Symbolic links below a folder
 * are not followed.
 */
export async function findArchives(paths: readonly string[]): Promise<FoundArchives> {
  const found = { files: new Map<string, number>(), ignoredFiles: 0, problems: [] as FileProblem[] };
  for (const each of paths) {
    try {
      const stats = await stat(each);
      if (stats.isDirectory()) await walk(each, found);
      else if (stats.isFile()) found.files.set(path.resolve(each), stats.size);
      else found.problems.push({ path: each, problem: noFile });
    } catch (error) {
      found.problems.push({ path: each === '' ? '""' : each, problem: sentenceOf(error) });
    }
  }
  const files = [...found.files].map(([file, bytes]) => ({ path: path.relative('', file), bytes }));
  return { ...found, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

interface Finding {
  readonly files: Map<string, number>;
  ignoredFiles: number;
  readonly problems: FileProblem[];
}

async function walk(folder: string, found: Finding): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const below = path.join(folder, entry.name);
    try {
      if (entry.isDirectory() && !otherFolders.has(entry.name)) await walk(below, found);
      else if (entry.isFile() && logName.test(entry.name))
        found.files.set(path.resolve(below), (await stat(below)).size);
      else found.ignoredFiles += 1;
    } catch (error) {
      found.problems.push({ path: below, problem: sentenceOf(error) });
    }
  }
}
