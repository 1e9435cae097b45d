import { describe, expect, it } from 'vitest';
import { type CostEstimate, estimateCost } from '../../cost/estimate.ts';
import { pricedRegions, type PricedRegion } from '../../cost/region.ts';
import { freeTypes } from '../../cost/tariffs/free.ts';
import { tariffs } from '../../cost/tariffs/index.ts';
import { budgets } from '../support/cost/budgets.ts';
import { pricedStacks } from '../support/cost/shipped-stacks.ts';

type StackName = keyof typeof pricedStacks;

const stackNames = Object.keys(pricedStacks) as StackName[];

const estimateOf = async (name: StackName, region: PricedRegion): Promise<CostEstimate> =>
  estimateCost(await pricedStacks[name](), region);

describe('the budgets', () => {
  it.each(budgets)('let $stack in $region cost at most $monthly USD a month', async (budget) => {
    const estimate = await estimateOf(budget.stack, budget.region);
    expect(estimate.monthly).toBeLessThanOrEqual(budget.monthly);
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
    for (const region of pricedRegions) expect((await estimateOf(name, region)).monthly).toBeGreaterThan(0);
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
