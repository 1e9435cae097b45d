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

/** The median, and the quartiles where there are any. */
const cellOf = (values: readonly number[]): string => {
  const { median, lowerQuartile, upperQuartile } = spreadOf(values);
  return values.length > 1
    ? `${round(median)} (${round(lowerQuartile)} to ${round(upperQuartile)})`
    : round(median);
};

/** Where samples stand: those of "job: contender" beside those of other contenders at that job. */
const placeOf = (name: string): { readonly row: string; readonly column: string } => {
  const end = name.lastIndexOf(': ');
  return end < 0
    ? { row: name, column: 'median (quartiles)' }
    : { row: name.slice(0, end), column: name.slice(end + 2) };
};

/** The samples of a section: medians, quartiles and how many there are, a line for each job. */
const figureTable = ({ title, unit, samples }: Section): string => {
  const lines = new Map<string, string[]>();
  const columns = new Set<string>();
  for (const { name, values } of samples) {
    const { row, column } = placeOf(name);
    columns.add(column);
    lines.set(row, [...(lines.get(row) ?? [String(values.length)]), cellOf(values)]);
  }
  const head = [`${title}, ${unit}`, 'samples', ...columns];
  const rule = head.map(() => '---');
  return [head, rule, ...[...lines].map(([row, cells]) => [row, ...cells])]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
};

/** In words, where it was measured. */
const stolenIn = (share: number | undefined): string =>
  share === undefined
    ? ''
    : `; of the time they had work their host ran something else for ${round(share * 100)} %`;

/** The claims of a bench in one table and its figures in another for each section; says so where it has not been run. */
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
    'Medians, with the quartiles in brackets.',
    ...sections.flatMap((section) => ['', figureTable(section)]),
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
