import type { DeclaredResource, DeclaredStack } from '../stack/declared-stack.ts';
import { type Allowance, findAllowances } from './allowances.ts';
import { CostError } from './cost-error.ts';
import { priceTableDate } from './price-table/index.ts';
import type { Confirmation } from './price-table/price.ts';
import type { PricedRegion } from './region.ts';
import { freeTypes } from './tariffs/free.ts';
import { tariffs } from './tariffs/index.ts';
import { type Charges, hoursPerMonth, type IdleCharge, type UsageCharge } from './tariffs/tariff.ts';
import { roundToCents, sumOfCents } from './money.ts';

/** What one resource costs for one reason while nobody calls the service. */
export interface LineItem {
  /** Logical name within the program. */
  readonly resource: string;
  readonly type: string;
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  /** USD. */
  readonly unitPrice: number;
  /** USD, in whole cents. */
  readonly monthly: number;
  readonly confirmed: Confirmation;
}

/** What use costs on top, by the piece. */
export interface UsageNote {
  readonly resource: string;
  readonly type: string;
  readonly what: string;
  readonly unit: string;
  /** USD. */
  readonly unitPrice: number;
}

/** What a stack costs in a month of 730 hours in which nobody calls it. Amounts are USD. */
export interface CostEstimate {
  readonly stack: string;
  readonly region: PricedRegion;
  readonly priceTableDate: string;
  readonly hoursPerMonth: number;
  /** The sum of the lines. */
  readonly monthly: number;
  /** The dearest resource first. */
  readonly lines: readonly LineItem[];
  readonly usage: readonly UsageNote[];
  /** What AWS leaves every account for nothing; not deducted, since the account may use it up elsewhere. */
  readonly allowances: readonly Allowance[];
  /** Resources that cost nothing whatever happens. */
  readonly freeResources: number;
}

interface ChargedResource {
  readonly resource: DeclaredResource;
  readonly charges: Charges;
}

/**
 * Puts a declared stack through the tariffs. Pure.
 * @throws CostError that names every resource whose type no tariff knows, or the first one whose settings none does.
 */
export function estimateCost(stack: DeclaredStack, region: PricedRegion): CostEstimate {
  const priced = stack.resources.filter((resource) => !isComponent(resource));
  refuseUnknownTypes(priced);
  const charged = priced.flatMap((resource): ChargedResource[] => {
    const tariff = tariffs[resource.type];
    return tariff === undefined ? [] : [{ resource, charges: tariff(resource, stack) }];
  });
  const lines = charged
    .map(({ resource, charges }) => charges.idle.map((charge) => lineItem(resource, charge, region)))
    .sort((a, b) => totalOf(b) - totalOf(a))
    .flatMap((ofResource) => ofResource.sort((a, b) => b.monthly - a.monthly));
  return {
    stack: stack.stack,
    region,
    priceTableDate,
    hoursPerMonth,
    monthly: totalOf(lines),
    lines,
    usage: charged.flatMap(({ resource, charges }) =>
      charges.usage.map((charge) => usageNote(resource, charge, region)),
    ),
    allowances: findAllowances(
      charged.flatMap(({ charges }) => charges.idle),
      region,
    ),
    freeResources: priced.length - charged.length,
  };
}

/** A component of ours is a name for what it holds; one of awsx hides what it makes, so it has a tariff. */
function isComponent({ options }: DeclaredResource): boolean {
  return !options.custom && !options.remote;
}

function refuseUnknownTypes(resources: readonly DeclaredResource[]): void {
  const unknown = resources.filter(({ type }) => !(type in tariffs) && !(type in freeTypes));
  if (unknown.length === 0) return;
  const names = [...new Set(unknown.map(({ type }) => type))].map((type) => {
    const alike = unknown.filter((resource) => resource.type === type);
    return `${type} (${alike.map(({ name }) => `"${name}"`).join(', ')})`;
  });
  throw new CostError(
    `There is no tariff for ${names.join(' and ')}. Write one in cost/tariffs/, or list the type in cost/tariffs/free.ts with the reason why it costs nothing.`,
  );
}

function lineItem(
  { name, type }: DeclaredResource,
  { what, quantity, price }: IdleCharge,
  region: PricedRegion,
): LineItem {
  const { usd, confirmed } = price.regions[region];
  const monthly = roundToCents(quantity * usd);
  return { resource: name, type, what, quantity, unit: price.unit, unitPrice: usd, monthly, confirmed };
}

function usageNote(
  { name, type }: DeclaredResource,
  { what, unit, parts }: UsageCharge,
  region: PricedRegion,
): UsageNote {
  const unitPrice = parts.reduce((sum, { quantity, price }) => sum + quantity * price.regions[region].usd, 0);
  return { resource: name, type, what, unit, unitPrice: Number(unitPrice.toPrecision(6)) };
}

function totalOf(lines: readonly LineItem[]): number {
  return sumOfCents(lines.map(({ monthly }) => monthly));
}
