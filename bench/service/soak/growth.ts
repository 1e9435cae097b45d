import type { Section } from '../../section.ts';
import { slopeOf } from '../statistics/slope.ts';
import type { Vitals } from './vitals.ts';

type Vital = Exclude<keyof Vitals, 'atMinute'>;

/** What is watched, in which unit, and how much it may grow in the second half: what is no leak. */
const watched: Readonly<
  Record<Vital, { readonly title: string; readonly unit: string; readonly atMost: number }>
> = {
  inUseMegabytes: { title: 'memory in use', unit: 'MB', atMost: 1 },
  rssMegabytes: { title: 'resident memory', unit: 'MB', atMost: 3 },
  openDescriptors: { title: 'open file descriptors', unit: 'descriptors', atMost: 1 },
  postgresConnections: { title: 'connections to Postgres', unit: 'connections', atMost: 1 },
  kmsConnections: { title: 'connections to KMS and Secrets Manager', unit: 'connections', atMost: 1 },
};

/** How much a vital grew in the second half, by its slope. */
export const growthOf = (vitals: readonly Vitals[], vital: Vital): number => {
  const lastMinute = vitals.at(-1)?.atMinute ?? 0;
  const half = vitals.filter(({ atMinute }) => atMinute >= lastMinute / 2);
  return slopeOf(half.map((each) => ({ at: each.atMinute, value: each[vital] }))) * (lastMinute / 2);
};

/** A section for each vital: its samples, and its growth. */
export const growthSections = (
  vitals: readonly Vitals[],
  { minutes, requests }: { readonly minutes: number; readonly requests: number },
): readonly Section[] =>
  (Object.keys(watched) as Vital[]).map((vital) => {
    const { title, unit, atMost } = watched[vital];
    const growth = 'growth in the second half';
    return {
      title: `soak of ${minutes} minutes, ${requests} requests: ${title}`,
      unit,
      samples: [
        { name: 'every ten seconds', values: vitals.map((each) => each[vital]) },
        { name: growth, values: [growthOf(vitals, vital)] },
      ],
      claims: [{ claim: 'growth', of: growth, atMost }],
    };
  });
