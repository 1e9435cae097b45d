import { describe, expect, it } from 'vitest';
import { medianIntervalOf, quantileOf, runRounds, spreadOf } from '../../bench/rounds.ts';
import { joinSections, judge, render, type Section } from '../../bench/section.ts';

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
      { measured: { median: 1.5, lowerQuartile: 1.05, upperQuartile: 2.25 }, holds: true },
    ]);
  });

  it('that was run several times over is judged by the rounds of all runs', () => {
    const other = { ...section, title: 'another job' };
    const values = (ours: number[], floor: number[]) => [
      { name: 'ours', values: ours },
      { name: 'floor', values: floor },
    ];
    const again = { ...section, samples: values([40, 20], [10, 10]) };
    const joined = joinSections([
      [section, other],
      [{ ...other, samples: values([1], [2]) }, again],
    ]);
    expect(joined.map(({ title, samples }) => ({ title, samples }))).toEqual([
      { title: 'a job', samples: values([15, 30, 60, 40, 20], [10, 10, 100, 10, 10]) },
      { title: 'another job', samples: values([15, 30, 60, 1], [10, 10, 100, 2]) },
    ]);
    expect(judge(joined[0] ?? other)).toMatchObject([{ measured: { median: 2 }, holds: false }]);
  });

  it('that was run several times over is refused when a run lacks a part', () => {
    expect(() => joinSections([[section], []])).toThrow('There is no section "a job".');
  });

  it('says of a claim that does not hold that it does not', () => {
    const stricter = { ...section, claims: section.claims.map((claim) => ({ ...claim, atMost: 1.49 })) };
    expect(judge(stricter)[0]?.holds).toBe(false);
    expect(render(stricter)).toContain('does not hold');
    expect(render(section)).not.toContain('does not hold');
  });

  it('holds a figure itself against a bound below and one above', () => {
    const claims = [
      { claim: 'enough', of: 'ours', atLeast: 30 },
      { claim: 'too little', of: 'ours', atLeast: 30.1 },
      { claim: 'in between', of: 'ours', atLeast: 29, atMost: 31 },
      { claim: 'too much', of: 'ours', atLeast: 0, atMost: 29.9 },
    ];
    expect(judge({ ...section, claims }).map(({ holds }) => holds)).toEqual([true, false, true, false]);
    expect(render({ ...section, claims })).toContain('at least 29, at most 31');
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

  it.each([
    // The confidence of the ranks from 4 to 12 of 15: 1 - 2 * (1 + 15 + 105 + 455) / 2^15.
    [15, 4, 12, 0.96484375],
    [6, 1, 6, 0.96875],
    // Five values can't give 95 %: their whole range holds the median with 93.75 %.
    [5, 1, 5, 0.9375],
    [1, 1, 1, 0],
  ])('of %i rounds says where the median is: from rank %i to rank %i', (count, low, high, confidence) => {
    const values = Array.from({ length: count }, (_, index) => count - index);
    expect(medianIntervalOf(values)).toEqual({ low, high, confidence });
  });

  it('finds the value that a share lies below', () => {
    const values = Array.from({ length: 101 }, (_, index) => 100 - index);
    expect([quantileOf(values, 0), quantileOf(values, 0.99), quantileOf(values, 1)]).toEqual([0, 99, 100]);
  });
});
