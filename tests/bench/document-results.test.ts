import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { documentResults, renderResults, RESULTS_PAGE } from '../../bench/document-results.ts';

const results = {
  node: 'v20.20.2',
  processors: 2,
  sections: [
    {
      title: 'a job',
      unit: 'ms',
      samples: [
        { name: 'ours', values: [11, 12, 13] },
        { name: 'floor', values: [10, 10, 10] },
      ],
      claims: [
        { claim: 'near the floor', of: 'ours', to: 'floor', atMost: 1.15 },
        { claim: 'quick', of: 'ours', atMost: 12 },
      ],
    },
  ],
};

/** Every table of what is rendered, as its lines. */
const tablesOf = (measured: typeof results): string[][] =>
  renderResults('service', measured)
    .split('\n\n')
    .filter((part) => part.startsWith('|'))
    .map((table) => table.split('\n'));

describe('the page of benchmarks', () => {
  it('shows the results that are kept', async () => {
    const page = await readFile(RESULTS_PAGE, 'utf8');
    expect(page).toBe(await documentResults(page));
    for (const name of ['service', 'oracle', 'soak']) expect(page).toContain(`<!-- results of ${name} -->`);
  });

  it('says which goals are met and which are missed', () => {
    const rendered = renderResults('service', results);
    expect(rendered).toContain('| a job: near the floor | 1.20 | 1.10 to 1.30 | at most 1.15 | **missed** |');
    expect(rendered).toContain('| a job: quick | 12.00 | 11.00 to 13.00 | at most 12 | met |');
  });

  it('shows the median of each contender and its quartiles', () => {
    expect(tablesOf(results).at(-1)).toEqual([
      '| a job, ms | samples | median (quartiles) |',
      '| --- | --- | --- |',
      '| ours | 3 | 12 (12 to 13) |',
      '| floor | 3 | 10 (10 to 10) |',
    ]);
  });

  it('puts those who did the same job side by side', () => {
    const samples = ['one: ours', 'one: floor', 'two: ours', 'two: floor'].map((name, index) => ({
      name,
      values: [index + 20],
    }));
    const section = { title: 'jobs', unit: 'ms', samples, claims: [] };
    expect(tablesOf({ ...results, sections: [section] }).at(-1)).toEqual([
      '| jobs, ms | samples | ours | floor |',
      '| --- | --- | --- | --- |',
      '| one | 1 | 20 | 21 |',
      '| two | 1 | 22 | 23 |',
    ]);
  });

  it("says how much the machine's host took, where that was measured", () => {
    expect(renderResults('service', results)).toMatch(/^Node v20\.20\.2, 2 processors\.\n/);
    expect(renderResults('service', { ...results, stolenShare: 0.214 })).toMatch(
      /^Node v20\.20\.2, 2 processors; of the time they had work their host ran something else for 21 %\.\n/,
    );
  });

  it('says of a bench that was not run that it was not', () => {
    expect(renderResults('oracle', undefined)).toBe('Not measured yet: `npm run bench -- oracle`.');
  });
});
