import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sparedBy } from '../../cost/allowances.ts';
import { compareEndpoints } from '../../cost/egress.ts';
import { estimateCost } from '../../cost/estimate.ts';
import { pricedRegions } from '../../cost/region.ts';
import { renderEstimate } from '../../cost/render-estimate.ts';
import { budgets } from '../support/cost/budgets.ts';
import { pricedStacks } from '../support/cost/shipped-stacks.ts';

const page = await readFile('docs/cost.md', 'utf8');

/** Rows of the table: stack, region, USD a month, the same without what CloudWatch leaves every account, budget. */
const costsTold = [
  ...page.matchAll(/^\| (.*?) *\| ([a-z]+-[a-z]+-\d) *\| *([\d.]+) \| *([\d.]+) \| *(\d*) \|$/gm),
].map(([, ...cells]) => cells);

describe('docs/cost.md', () => {
  it.each(Object.entries(pricedStacks))(
    'tells what %s costs in both regions, and its budget',
    async (name, evaluate) => {
      const stack = await evaluate();
      const expected = pricedRegions.map((region) => {
        const budget = budgets.find((each) => each.stack === name && each.region === region);
        const { monthly, allowances } = estimateCost(stack, region);
        const spared = (monthly - sparedBy(allowances)).toFixed(2);
        return [region, monthly.toFixed(2), spared, String(budget?.monthly ?? '')];
      });
      expect(costsTold.flatMap(([stackName, ...cells]) => (stackName === name ? [cells] : []))).toEqual(
        expected,
      );
    },
  );

  it('tells of no other stack', () => {
    const names = new Set(costsTold.map(([name]) => name));
    expect([...names]).toEqual(['dev', 'preview', 'prod', 'prod with egress endpoints', 'monitor']);
    expect(Object.keys(pricedStacks).sort()).toEqual([...names].sort());
  });

  it('shows what the command prints for prod, interface endpoints beside', async () => {
    const shown = /prints\. -->\n\n```\n(.*?)```/s.exec(page)?.[1];
    const prod = estimateCost(await pricedStacks.prod(), 'ap-southeast-2');
    const endpoints = estimateCost(await pricedStacks['prod with egress endpoints'](), 'ap-southeast-2');
    expect(`${renderEstimate(prod, compareEndpoints(prod, endpoints))}\n`).toBe(shown);
  });
});
