import { priceTable, priceTableDate } from './price-table/index.ts';
import type { RegionalPrice } from './price-table/price.ts';
import { pricedRegions } from './region.ts';
import { renderTable } from './render-table.ts';

/** The price table as a person reads it, with the page of each price and how sure it is. */
export function renderPrices(): string {
  const rows = priceTable.map(({ name, price }) => [
    name,
    price.unit,
    ...pricedRegions.flatMap((region) => [String(price.regions[region].usd), told(price.regions[region])]),
    price.page,
  ]);
  const head = ['price', 'per', ...pricedRegions.flatMap((region) => [region, 'confirmed']), 'page'];
  return [
    `USD, on demand, gone through on ${priceTableDate}. The authority is the AWS Price List.`,
    renderTable(head, rows, [2, 4]),
  ].join('\n\n');
}

function told({ confirmed, seen }: RegionalPrice): string {
  return confirmed === 'unconfirmed' ? 'no' : `${confirmed}, ${seen ?? 'undated'}`;
}
