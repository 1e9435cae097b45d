import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { judge, type Section } from './section.ts';

/** Where the results of the last run of each bench are kept, raw samples included. */
export const RESULTS_FOLDER = 'bench/results';

/** A list of numbers on one line: samples by the thousand would make lines by the thousand. */
const onOneLine = (json: string): string =>
  json.replace(
    /\[\s+(-?\d[-\d.eE+,\s]*?)\s+\]/g,
    (_list, numbers: string) => `[${numbers.replace(/\s+/g, ' ')}]`,
  );

/** What a run gave. */
interface Measured {
  readonly sections: readonly Section[];
  /** Of the time the processors had work: how much of it their host ran something else, where that is known. */
  readonly stolenShare: number | undefined;
}

export const writeResults = async (name: string, { sections, stolenShare }: Measured): Promise<void> => {
  const results = {
    node: process.version,
    processors: availableParallelism(),
    stolenShare,
    sections: sections.map((section) => ({ ...section, claims: judge(section) })),
  };
  await mkdir(RESULTS_FOLDER, { recursive: true });
  await writeFile(
    path.join(RESULTS_FOLDER, `${name}.json`),
    `${onOneLine(JSON.stringify(results, undefined, 2))}\n`,
  );
};
