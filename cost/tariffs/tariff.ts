import type { DeclaredResource, DeclaredStack } from '../../stack/declared-stack.ts';
import type { Price } from '../price-table/price.ts';

/** Hours of a month, as AWS's own calculator counts them. @see https://docs.aws.amazon.com/pricing-calculator/latest/userguide/calculation-methods.html */
export const hoursPerMonth = 730;

/** What a resource is charged for in a month in which nobody calls the service. */
export interface IdleCharge {
  readonly what: string;
  /** In the price's unit. */
  readonly quantity: number;
  readonly price: Price;
}

/** What a resource is charged for when it is used, by the piece. */
export interface UsageCharge {
  readonly what: string;
  /** What one piece is. */
  readonly unit: string;
  /** What one piece is made of, each in its price's unit. */
  readonly parts: readonly { readonly quantity: number; readonly price: Price }[];
}

export interface Charges {
  readonly idle: readonly IdleCharge[];
  readonly usage: readonly UsageCharge[];
}

/**
 * What AWS charges for one type of resource, whatever the region. Pure.
 * @throws CostError for a declaration that the price table has no price for.
 */
export type Tariff = (resource: DeclaredResource, stack: DeclaredStack) => Charges;

/** Tariffs by Pulumi type token. */
export type Tariffs = Readonly<Record<string, Tariff>>;

/** So much of something in every hour of the month. */
export function everyHour(what: string, count: number, price: Price): IdleCharge {
  return { what, quantity: count * hoursPerMonth, price };
}

/** One piece of use that is one unit of a price. */
export function perUnit(what: string, price: Price): UsageCharge {
  return { what, unit: price.unit, parts: [{ quantity: 1, price }] };
}
