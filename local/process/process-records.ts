import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ForeignProcess, endProcess } from './end-process.ts';
import { readProcessIdentity } from './process-identity.ts';

/** A running process as it is written down for a later run. */
export interface ProcessRecord extends ForeignProcess {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

/** Where a running process is written down. */
export interface RecordPlace {
  readonly folder: string;
  readonly pid: number;
}

const fileOf = ({ folder, pid }: RecordPlace): string => join(folder, `${pid}.json`);

/** Writes down a process that was just started; one that has ended already is not written down. */
export const recordProcess = async (
  place: RecordPlace,
  { name, stopSignal }: Pick<ProcessRecord, 'name' | 'stopSignal'>,
): Promise<void> => {
  const identity = await readProcessIdentity(place.pid);
  if (identity === undefined) return;
  const record: ProcessRecord = { name, pid: place.pid, identity, stopSignal };
  await mkdir(place.folder, { recursive: true, mode: 0o700 });
  await writeFile(fileOf(place), JSON.stringify(record), { mode: 0o600 });
};

export const forgetProcess = async (place: RecordPlace): Promise<void> => {
  await rm(fileOf(place), { force: true });
};

/**
 * Ends what an earlier run left behind: processes still stopping because their parent was killed a moment
 * ago, and processes whose guard was killed together with the parent. Call it only while no other run can
 * use the folder. A pid that now belongs to another process is left alone.
 * @returns the names of the processes that still ran.
 */
export const endLeftoverProcesses = async (folder: string, graceMs: number): Promise<readonly string[]> => {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
  const names = await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const record = await readRecord(path);
      const runs = record && (await readProcessIdentity(record.pid)) === record.identity;
      if (runs) await endProcess(record, record.stopSignal, graceMs);
      await rm(path, { force: true });
      return runs ? [record.name] : [];
    }),
  );
  return names.flat();
};

/** Undefined for a record cut short by a kill: its guard ended, or ends, the process. */
const readRecord = async (path: string): Promise<ProcessRecord | undefined> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
};
