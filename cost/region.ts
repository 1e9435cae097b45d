import { CostError } from './cost-error.ts';

/** The regions the price table has. */
export const pricedRegions = ['us-east-1', 'ap-southeast-2'] as const;

export type PricedRegion = (typeof pricedRegions)[number];

/** @throws CostError when the price table has no prices for the region. */
export function parseRegion(region: string): PricedRegion {
  const found = pricedRegions.find((priced) => priced === region);
  if (found !== undefined) return found;
  throw new CostError(
    `There are no prices for the region "${region}": the price table has ${pricedRegions.join(' and ')}. Name one of them with --region.`,
  );
}
