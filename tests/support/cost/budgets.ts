import { sparedBy } from '../../../cost/allowances.ts';
import type { CostEstimate } from '../../../cost/estimate.ts';
import type { PricedRegion } from '../../../cost/region.ts';
import type { pricedStacks } from './shipped-stacks.ts';

/** USD a month that a stack may cost while nobody calls it. */
export interface Budget {
  readonly stack: keyof typeof pricedStacks;
  readonly region: PricedRegion;
  readonly monthly: number;
  /**
   * Whether the stack finds CloudWatch's monthly allowances unused: a stack to be thrown away is the account's only one,
   * or a guest for an hour.
   */
  readonly allowancesDeducted: boolean;
}

/** What of an estimate is held against a budget. */
export function budgetedCost({ monthly, allowances }: CostEstimate, { allowancesDeducted }: Budget): number {
  return allowancesDeducted ? monthly - sparedBy(allowances) : monthly;
}

export const budgets: readonly Budget[] = [
  { stack: 'dev', region: 'us-east-1', monthly: 95, allowancesDeducted: false },
  { stack: 'dev', region: 'ap-southeast-2', monthly: 120, allowancesDeducted: false },
  { stack: 'dev with egress public-ip', region: 'us-east-1', monthly: 55, allowancesDeducted: true },
  { stack: 'prod', region: 'us-east-1', monthly: 250, allowancesDeducted: false },
  { stack: 'prod', region: 'ap-southeast-2', monthly: 250, allowancesDeducted: false },
];
