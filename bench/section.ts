import Table from 'cli-table3';
import { medianIntervalOf, ratiosOf, type Samples, spreadOf, valuesOf } from './rounds.ts';

/** What was measured about one job. */
export interface Section {
  readonly title: string;
  /** Of the samples. */
  readonly unit: string;
  /** How much every contender worked through, where a rate means something. */
  readonly work?: { readonly amount: number; readonly unit: string };
  readonly samples: readonly Samples[];
  readonly claims: readonly Claim[];
}

/** What is promised of a contender's samples, or of their ratios to another's. */
export interface Claim {
  readonly claim: string;
  readonly of: string;
  /** With it, the figure is how many times as much `of` takes as this contender. */
  readonly to?: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Sections that were measured several times over, each with the samples of all. */
export function joinSections(measured: readonly (readonly Section[])[]): readonly Section[] {
  const [first = []] = measured;
  return first.map((section) => {
    const all = measured.map((sections) => sectionOf(sections, section.title));
    const valuesOfAll = (name: string) => all.flatMap(({ samples }) => valuesOf(samples, name));
    return { ...section, samples: section.samples.map(({ name }) => ({ name, values: valuesOfAll(name) })) };
  });
}

function sectionOf(sections: readonly Section[], title: string): Section {
  const found = sections.find((section) => section.title === title);
  if (found === undefined) throw new RangeError(`There is no section "${title}".`);
  return found;
}

/** All claims of a section with their figures: medians and quartiles of the rounds', and where the median is. */
export function judge({ samples, claims }: Section) {
  return claims.map((claim) => {
    const { of, to, atMost = Infinity, atLeast = -Infinity } = claim;
    const values = to === undefined ? valuesOf(samples, of) : ratiosOf(samples, of, to);
    const measured = { ...spreadOf(values), ...medianIntervalOf(values) };
    return { ...claim, measured, holds: measured.median <= atMost && measured.median >= atLeast };
  });
}

/** A claim's bounds in words. */
export function boundsOf({ atMost, atLeast }: Claim): string {
  const words = [
    atLeast === undefined ? [] : `at least ${atLeast}`,
    atMost === undefined ? [] : `at most ${atMost}`,
  ];
  return words.flat().join(', ');
}

/** Two tables: the contenders, and what is claimed of them. */
export function render(section: Section): string {
  const { title, unit, work, samples } = section;
  const rateHead = work === undefined ? [] : [work.unit];
  const contenders = new Table({ head: [title, `median ${unit}`, 'quartiles', ...rateHead], style: plain });
  for (const { name, values } of samples) {
    const { median, lowerQuartile, upperQuartile } = spreadOf(values);
    const rate = work === undefined ? [] : [round((work.amount / median) * 1000)];
    contenders.push([name, round(median), `${round(lowerQuartile)} to ${round(upperQuartile)}`, ...rate]);
  }
  if (section.claims.length === 0) return contenders.toString();
  const claims = new Table({ head: ['claim', 'median', '95 % interval', 'claimed', ''], style: plain });
  for (const { measured, holds, ...claim } of judge(section)) {
    claims.push([
      claim.claim,
      measured.median.toFixed(3),
      `${measured.low.toFixed(3)} to ${measured.high.toFixed(3)}`,
      boundsOf(claim),
      holds ? 'holds' : 'does not hold',
    ]);
  }
  return `${contenders.toString()}\n${claims.toString()}`;
}

const plain = { head: [], border: [] };

/** As many digits as a reader wants of a figure of this size. */
export function round(value: number): string {
  return Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(0);
}
