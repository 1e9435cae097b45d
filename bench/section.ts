import Table from 'cli-table3';
import { ratiosOf, type Samples, spreadOf } from './rounds.ts';

/** What was measured about one job. */
export interface Section {
  readonly title: string;
  /** Of the samples. */
  readonly unit: 'ms' | 'MB';
  /** How much every contender worked through, where a rate means something. */
  readonly work?: { readonly amount: number; readonly unit: string };
  readonly samples: readonly Samples[];
  readonly claims: readonly Claim[];
}

/** A ratio that is promised. */
export interface Claim {
  readonly claim: string;
  /** Contenders: how many times as much the first takes as the second. */
  readonly of: string;
  readonly to: string;
  /** The most that is promised. */
  readonly atMost: number;
}

/** All claims of a section with their ratios: medians and quartiles of the rounds'. */
export function judge({ samples, claims }: Section) {
  return claims.map((claim) => {
    const ratio = spreadOf(ratiosOf(samples, claim.of, claim.to));
    return { ...claim, ratio, holds: ratio.median <= claim.atMost };
  });
}

/** Two tables: the contenders, and what is claimed of them, if anything is. */
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
  const ratios = new Table({ head: ['claim', 'ratio', 'quartiles', 'at most', ''], style: plain });
  for (const { claim, ratio, atMost, holds } of judge(section)) {
    const quartiles = `${ratio.lowerQuartile.toFixed(3)} to ${ratio.upperQuartile.toFixed(3)}`;
    ratios.push([
      claim,
      ratio.median.toFixed(3),
      quartiles,
      String(atMost),
      holds ? 'holds' : 'does not hold',
    ]);
  }
  return `${contenders.toString()}\n${ratios.toString()}`;
}

const plain = { head: [], border: [] };

function round(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
