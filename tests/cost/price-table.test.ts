import { describe, expect, it } from 'vitest';
import { priceTable, priceTableDate } from '../../cost/price-table/index.ts';
import { pricedRegions } from '../../cost/region.ts';

const prices = priceTable.flatMap(({ name, price }) =>
  pricedRegions.map((region) => ({ name: `${name}, ${region}`, page: price.page, ...price.regions[region] })),
);

describe('the price table', () => {
  it('has every price in both regions, from a page of AWS', () => {
    expect(priceTable.length).toBeGreaterThan(40);
    expect(prices.filter(({ usd }) => !(usd > 0))).toEqual([]);
    expect(prices.filter(({ page }) => !page.startsWith('https://aws.amazon.com/'))).toEqual([]);
  });

  it('dates what was seen, never after the day of the table', () => {
    const dates = prices.flatMap(({ seen = '2000-01' }) => seen);
    expect(dates.filter((seen) => !/^20\d\d-(0\d|1[0-2])$/.test(seen))).toEqual([]);
    expect(dates.filter((seen) => seen > priceTableDate)).toEqual([]);
  });

  it('has no date for what was not seen anywhere', () => {
    expect(prices.filter(({ confirmed, seen }) => confirmed === 'unconfirmed' && seen !== undefined)).toEqual(
      [],
    );
  });

  it('is never cheaper in Sydney than in Virginia', () => {
    const cheaper = priceTable.filter(
      ({ price: { regions } }) => regions['ap-southeast-2'].usd < regions['us-east-1'].usd,
    );
    expect(cheaper).toEqual([]);
  });

  it('rests on confirmed prices for what costs most in us-east-1', () => {
    const unsure = prices.filter(
      ({ name, confirmed }) => /us-east-1$/.test(name) && confirmed === 'unconfirmed',
    );
    const names = unsure.map(({ name }) => name);
    // Spare capacity has no price that stands still.
    expect(names.filter((name) => !name.startsWith('fargateSpot '))).toEqual([
      'monitoring vendedLogIngestion, us-east-1',
    ]);
  });
});
