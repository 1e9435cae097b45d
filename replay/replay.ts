import { type FoundArchives, findArchives } from './archive/find-archives.ts';
import { buildReport } from './report/build-report.ts';
import type { ReplayReport } from './report/report.ts';
import { feeds } from '../stack/declared/feeds.ts';
import { ReplayError } from './replay-error.ts';
import type { ReplayPlan } from './replay-plan.ts';
import { scanArchives } from './scan-archives.ts';
import { letGo } from './tally/causes.ts';

export interface ReplayOptions {
  readonly plan: ReplayPlan;
  readonly archives: FoundArchives;
  /** From a record's eventTime to its arrival in the log group. */
  readonly deliveryDelaySeconds: number;
  /** Events before are left out, by their own time. */
  readonly fromMs?: number | undefined;
  /** Events at this time and later are left out. */
  readonly toMs?: number | undefined;
  /** Whether to try other thresholds. */
  readonly tune: boolean;
  /** How many threads scan; default as many as are of use. */
  readonly threads?: number | undefined;
  readonly onProgress?: ((progress: ReplayProgress) => void) | undefined;
}

/** How far a replay has come; bytes as they lie on the disk. */
export interface ReplayProgress {
  readonly files: number;
  readonly totalFiles: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/**
 * Finds the archives under files and folders, before anything that takes longer.
 * @throws ReplayError when there is no file to read.
 */
export async function openArchives(paths: readonly string[]): Promise<FoundArchives> {
  const archives = await findArchives(paths);
  if (archives.files.length > 0) return archives;
  const reasons = archives.problems.map(({ path, problem }) => `${path}: ${problem}`);
  const ignored = `${archives.ignoredFiles} files have other names than *.json, *.jsonl, *.ndjson, *.log, *.txt or these with .gz.`;
  throw new ReplayError(
    ['There is no log to replay.', ...reasons, ...(archives.ignoredFiles > 0 ? [ignored] : [])].join('\n'),
  );
}

/**
 * Replays archives through a stack's metric filters and alarms: which would have fired, when, because of what.
 * Files that can't be read are told in the report, which then is incomplete.
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const { plan, archives, deliveryDelaySeconds, onProgress } = options;
  const totals = {
    totalFiles: archives.files.length,
    totalBytes: archives.files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const scanned = await scanArchives(
    archives.files,
    {
      filters: plan.metricFilters.map((declaration) => ({
        declaration,
        isFine: plan.alarms.some((alarm) => alarm.period < 60 && feeds(declaration, alarm)),
      })),
      delayMs: deliveryDelaySeconds * 1000,
      fromMs: options.fromMs ?? -Infinity,
      toMs: options.toMs ?? Infinity,
      threads: options.threads,
    },
    (progress) => onProgress?.({ ...progress, ...totals }),
  );
  letGo(scanned.tally.causes);
  return buildReport(plan, archives, scanned, options);
}
