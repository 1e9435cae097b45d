import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { spreadOf } from './rounds.ts';
import { boundsOf, judge, round, type Section } from './section.ts';
import { RESULTS_FOLDER } from './write-results.ts';

/** The page whose tables are those of the last runs. */
export const RESULTS_PAGE = 'docs/benchmarks.md';

/** Stands before and after the tables of a bench. */
const block = /(<!-- results of (\w+) -->\n)[^]*?(<!-- end -->)/g;

interface Results {
  readonly node: string;
  readonly processors: number;
  readonly stolenShare?: number | undefined;
  readonly sections: readonly Section[];
}

const claimRows = (section: Section): string[] =>
  judge(section).map(({ measured, holds, ...claim }) => {
    const { median, low, high } = measured;
    const interval = low === high ? '' : `${low.toFixed(2)} to ${high.toFixed(2)}`;
    return `| ${section.title}: ${claim.claim} | ${median.toFixed(2)} | ${interval} | ${boundsOf(claim)} | ${holds ? 'met' : '**missed**'} |`;
  });

const figureRows = ({ title, unit, samples }: Section): string[] =>
  samples.map(({ name, values }) => {
    const { median, lowerQuartile, upperQuartile } = spreadOf(values);
    const quartiles = values.length > 1 ? `${round(lowerQuartile)} to ${round(upperQuartile)}` : '';
    return `| ${title} | ${name} | ${round(median)} ${unit} | ${quartiles} | ${values.length} |`;
  });

/** In words, where it was measured. */
const stolenIn = (share: number | undefined): string =>
  share === undefined
    ? ''
    : `; of the time they had work their host ran something else for ${round(share * 100)} %`;

/** Claims and figures of a bench as two tables; says so where it has not been run. */
export const renderResults = (name: string, results: Results | undefined): string => {
  if (results === undefined) return `Not measured yet: \`npm run bench -- ${name}\`.`;
  const { node, processors, stolenShare, sections } = results;
  return [
    `Node ${node}, ${processors} processors${stolenIn(stolenShare)}.`,
    '',
    '| goal | measured | 95 % interval | asked for | |',
    '| --- | --- | --- | --- | --- |',
    ...sections.flatMap(claimRows),
    '',
    '| what | of | median | quartiles | samples |',
    '| --- | --- | --- | --- | --- |',
    ...sections.flatMap(figureRows),
  ].join('\n');
};

const readResults = async (name: string): Promise<Results | undefined> => {
  const file = path.join(RESULTS_FOLDER, `${name}.json`);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Results) : undefined;
};

/** The page with the tables of the last runs in it. */
export const documentResults = async (page: string): Promise<string> => {
  const names = [...page.matchAll(block)].map(([, , name = '']) => name);
  const tables = new Map<string, string>();
  for (const name of names) tables.set(name, renderResults(name, await readResults(name)));
  const filled = page.replace(
    block,
    (_block, start: string, name: string, end: string) => `${start}\n${tables.get(name) ?? ''}\n\n${end}`,
  );
  return format(filled, { ...(await resolveConfig(RESULTS_PAGE)), filepath: RESULTS_PAGE });
};

/** Brings the page up to the results that are kept. */
export const refreshResultsPage = async (): Promise<void> => {
  await writeFile(RESULTS_PAGE, await documentResults(await readFile(RESULTS_PAGE, 'utf8')));
};
