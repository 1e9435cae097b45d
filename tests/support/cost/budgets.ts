import type { PricedRegion } from '../../../cost/region.ts';
import type { pricedStacks } from './shipped-stacks.ts';

/** USD a month that a stack may cost while nobody calls it. */
export interface Budget {
  readonly stack: keyof typeof pricedStacks;
  readonly region: PricedRegion;
  readonly monthly: number;
}

export const budgets: readonly Budget[] = [
  { stack: 'dev', region: 'us-east-1', monthly: 95 },
  { stack: 'dev', region: 'ap-southeast-2', monthly: 120 },
  { stack: 'preview', region: 'us-east-1', monthly: 55 },
  { stack: 'prod', region: 'us-east-1', monthly: 250 },
  { stack: 'prod', region: 'ap-southeast-2', monthly: 250 },
];
