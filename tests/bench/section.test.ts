import { describe, expect, it } from 'vitest';
import { runRounds, spreadOf } from '../../bench/rounds.ts';
import { judge, render, type Section } from '../../bench/section.ts';

const section: Section = {
  title: 'a job',
  unit: 'ms',
  samples: [
    { name: 'ours', values: [15, 30, 60] },
    { name: 'floor', values: [10, 10, 100] },
  ],
  claims: [{ claim: 'near the floor', of: 'ours', to: 'floor', atMost: 1.5 }],
};

describe('a bench', () => {
  it('compares contenders round by round, not by their medians', () => {
    // Rounds: 1.5, 3 and 0.6. Of the medians it would be 3.
    expect(judge(section)).toMatchObject([
      { ratio: { median: 1.5, lowerQuartile: 1.05, upperQuartile: 2.25 }, holds: true },
    ]);
  });

  it('says of a claim that does not hold that it does not', () => {
    const stricter = { ...section, claims: section.claims.map((claim) => ({ ...claim, atMost: 1.49 })) };
    expect(judge(stricter)[0]?.holds).toBe(false);
    expect(render(stricter)).toContain('does not hold');
    expect(render(section)).not.toContain('does not hold');
  });

  it('refuses a claim about a contender that there is not', () => {
    const wrong = { ...section, claims: [{ claim: 'x', of: 'nobody', to: 'floor', atMost: 1 }] };
    expect(() => judge(wrong)).toThrow('There is no contender "nobody".');
  });

  it('takes the middle between two values where there is none', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, lowerQuartile: 1.75, upperQuartile: 3.25 });
  });

  it('runs contenders in turn, forwards and backwards, and warms up once', async () => {
    const order: string[] = [];
    const contender = (name: string) => ({ name, run: () => order.push(name) });
    const samples = await runRounds([contender('a'), contender('b')], 2);
    expect(order.join('')).toBe('baabba');
    expect(samples.map(({ name, values }) => [name, values.length])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
  });
});
