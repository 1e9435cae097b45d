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
    expect(rendered).toContain('| a job | ours | 12 ms | 12 to 13 | 3 |');
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
