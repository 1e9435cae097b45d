import { parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { createPatternSet } from '../../cloudwatch/filter-pattern/pattern-set.ts';
import type { ScanOptions } from '../../replay/detect/scan-options.ts';
import { type ArchiveOptions, generateFiles } from '../generate-archive.ts';
import { runRounds, spreadOf } from '../rounds.ts';
import type { Section } from '../section.ts';

/** How often the events are gone through in a round: one time takes too little to measure. */
const passes = 20;

/**
 * The catalogue over parsed events, asked together, beside each pattern alone. The most expensive of these is
 * found by a run of its own, so that its being the slowest is not luck of the rounds it is compared in.
 */
export async function benchCatalogue(
  archive: ArchiveOptions,
  { filters }: ScanOptions,
  rounds: number,
): Promise<Section> {
  const events = [...generateFiles({ ...archive, files: 3, recordsPerFile: 5000 })].flatMap(({ records }) =>
    records.map((record) => JSON.parse(record) as object),
  );
  const texts = new Map(
    filters.map(({ declaration }) => [declaration.filterPattern, declaration.filterName]),
  );
  const alone = [...texts].map(([text, name]) => {
    const pattern = parseFilterPattern(text);
    return {
      name: `${name} alone`,
      run: () => countMatches(events, (event) => (pattern.matchEvent(event) ? 1 : 0)),
    };
  });
  const costs = (await runRounds(alone, rounds)).map(({ name, values }) => ({
    name,
    median: spreadOf(values).median,
  }));
  const dearest = costs.reduce((a, b) => (b.median > a.median ? b : a));
  const set = createPatternSet(
    filters.map(({ declaration }) => parseFilterPattern(declaration.filterPattern)),
  );
  const together = `the ${filters.length} patterns of the catalogue`;
  const samples = await runRounds(
    [
      ...alone.filter(({ name }) => name === dearest.name),
      { name: together, run: () => countMatches(events, (event) => set.matchEvent(event).length) },
      {
        name: 'the same, one by one',
        run: () => alone.forEach(({ run }) => run()),
      },
    ],
    rounds,
  );
  return {
    title: `${events.length} parsed events, 1 % KMS, ${passes} times`,
    unit: 'ms',
    work: { amount: (events.length * passes) / 1e6, unit: 'million events/s' },
    samples,
    claims: [
      {
        claim: 'the catalogue against its most expensive pattern',
        of: together,
        to: dearest.name,
        atMost: 2,
      },
    ],
  };
}

function countMatches(events: readonly object[], matches: (event: object) => number): number {
  let count = 0;
  for (let pass = 0; pass < passes; pass += 1) for (const event of events) count += matches(event);
  return count;
}
