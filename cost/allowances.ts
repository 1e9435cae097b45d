import { monitoringPrices } from './price-table/monitoring.ts';
import type { Price } from './price-table/price.ts';
import type { PricedRegion } from './region.ts';
import { roundToCents, sumOfCents } from './money.ts';
import type { IdleCharge } from './tariffs/tariff.ts';

/** What AWS would not charge for if the account used it nowhere else. */
export interface Allowance {
  readonly what: string;
  readonly quantity: number;
  /** USD. */
  readonly monthly: number;
}

/**
 * What CloudWatch leaves every account each month, for ever, as far as it is charged while nobody calls the service.
 * The twelve months and credits of a new account are left out.
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
const freeEveryMonth: readonly { readonly what: string; readonly price: Price; readonly quantity: number }[] =
  [
    { what: 'standard alarm', price: monitoringPrices.alarm, quantity: 10 },
    { what: 'custom metric', price: monitoringPrices.metric, quantity: 10 },
    { what: 'dashboard', price: monitoringPrices.dashboard, quantity: 3 },
  ];

/** USD a month that the allowances spare an account which uses them nowhere else. */
export function sparedBy(allowances: readonly Allowance[]): number {
  return sumOfCents(allowances.map(({ monthly }) => monthly));
}

/** The part of the idle charges that an account's allowances could cover. */
export function findAllowances(charges: readonly IdleCharge[], region: PricedRegion): readonly Allowance[] {
  return freeEveryMonth.flatMap(({ what, price, quantity: most }) => {
    const used = charges.reduce((sum, charge) => (charge.price === price ? sum + charge.quantity : sum), 0);
    const quantity = Math.min(used, most);
    return quantity === 0
      ? []
      : [{ what, quantity, monthly: roundToCents(quantity * price.regions[region].usd) }];
  });
}
