import { databaseInstancePrices, databasePrices } from './database.ts';
import { functionPrices, queuePrices, tablePrices } from './events.ts';
import { fargatePrices, fargateSpotPrices } from './fargate.ts';
import { keyPrices, secretPrices } from './keys-and-secrets.ts';
import { loadBalancingPrices } from './load-balancing.ts';
import { monitoringPrices, topicPrices, trailPrices } from './monitoring.ts';
import { networkPrices } from './network.ts';
import type { Price } from './price.ts';
import { storagePrices } from './storage.ts';
import { webAclPrices } from './web-acl.ts';

/**
 * The day the table was last gone through. AWS changes prices when it likes: the authority is its Price List.
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html
 */
export const priceTableDate = '2026-11-22';

/** A price and what it is called in the table. */
export interface NamedPrice {
  readonly name: string;
  readonly price: Price;
}

/** Every price, under a name that is its path in the files of this folder. */
export const priceTable: readonly NamedPrice[] = flatten({
  network: networkPrices,
  loadBalancing: loadBalancingPrices,
  fargate: fargatePrices,
  fargateSpot: fargateSpotPrices,
  databaseInstance: databaseInstancePrices,
  database: databasePrices,
  key: keyPrices,
  secret: secretPrices,
  monitoring: monitoringPrices,
  trail: trailPrices,
  topic: topicPrices,
  function: functionPrices,
  queue: queuePrices,
  table: tablePrices,
  storage: storagePrices,
  webAcl: webAclPrices,
});

function flatten(prices: object, path: readonly string[] = []): NamedPrice[] {
  return Object.entries(prices).flatMap(([key, value]: [string, object]) =>
    isPrice(value) ? [{ name: [...path, key].join(' '), price: value }] : flatten(value, [...path, key]),
  );
}

function isPrice(value: object): value is Price {
  return 'regions' in value;
}
