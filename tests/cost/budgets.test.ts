import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../cost/estimate.ts';
import { pricedRegions, type PricedRegion } from '../../cost/region.ts';
import { freeTypes } from '../../cost/tariffs/free.ts';
import { tariffs } from '../../cost/tariffs/index.ts';
import { pricedStacks } from '../support/cost/shipped-stacks.ts';

type StackName = keyof typeof pricedStacks;

const stackNames = Object.keys(pricedStacks) as StackName[];

const monthlyOf = async (name: StackName, region: PricedRegion): Promise<number> =>
  estimateCost(await pricedStacks[name](), region).monthly;

describe('the budgets', () => {
  it.each([
    ['dev', 'us-east-1', 95],
    ['dev', 'ap-southeast-2', 120],
    ['dev with egress public-ip', 'us-east-1', 55],
    ['prod', 'us-east-1', 250],
    ['prod', 'ap-southeast-2', 250],
  ] as const)('let %s in %s cost at most %i USD a month', async (name, region, budget) => {
    expect(await monthlyOf(name, region)).toBeLessThanOrEqual(budget);
  });
});

describe('the tariffs', () => {
  it.each(stackNames)('know every type of resource that %s declares', async (name) => {
    const stack = await pricedStacks[name]();
    const types = new Set(
      stack.resources
        .filter(({ options }) => options.custom || options.remote)
        .map((resource) => resource.type),
    );
    expect(types.size).toBeGreaterThan(5);
    expect([...types].filter((type) => !(type in tariffs) && !(type in freeTypes))).toEqual([]);
    for (const region of pricedRegions) expect(await monthlyOf(name, region)).toBeGreaterThan(0);
  });

  it('have no type twice, as free and as charged', () => {
    expect(Object.keys(tariffs).filter((type) => type in freeTypes)).toEqual([]);
  });

  it('list as free only types that some stack declares', async () => {
    const stacks = await Promise.all(stackNames.map((name) => pricedStacks[name]()));
    const declared = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
    const known = [...Object.keys(freeTypes), ...Object.keys(tariffs)];
    expect(known.filter((type) => !declared.has(type))).toEqual([]);
  });
});
