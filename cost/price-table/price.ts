import type { PricedRegion } from '../region.ts';

/**
 * How sure a price is. `twice`: seen in two independent places that agree; `once`: seen in one; `unconfirmed`: general
 * knowledge, or concluded from a neighbouring price.
 */
export type Confirmation = 'twice' | 'once' | 'unconfirmed';

/** What something costs in one region. */
export interface RegionalPrice {
  readonly usd: number;
  readonly confirmed: Confirmation;
  /** Month of the latest place it was seen in, as `YYYY-MM`; places without a date leave it out. */
  readonly seen?: string;
}

/** What AWS asks for one unit of something, list price, on demand, without taxes, discounts and free allowances. */
export interface Price {
  /** What one unit is: `hour`, `GB-month`, `10,000 requests`. */
  readonly unit: string;
  /** AWS's own page about it. */
  readonly page: string;
  readonly regions: Readonly<Record<PricedRegion, RegionalPrice>>;
}

export function twice(usd: number, seen?: string): RegionalPrice {
  return { usd, confirmed: 'twice', ...(seen === undefined ? {} : { seen }) };
}

export function once(usd: number, seen?: string): RegionalPrice {
  return { usd, confirmed: 'once', ...(seen === undefined ? {} : { seen }) };
}

export function unconfirmed(usd: number): RegionalPrice {
  return { usd, confirmed: 'unconfirmed' };
}

/** A price for both regions, apart. */
export function price(
  unit: string,
  page: string,
  usEast1: RegionalPrice,
  apSoutheast2: RegionalPrice,
): Price {
  return { unit, page, regions: { 'us-east-1': usEast1, 'ap-southeast-2': apSoutheast2 } };
}
