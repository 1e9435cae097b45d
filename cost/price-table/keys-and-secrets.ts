import { once, price, twice, unconfirmed } from './price.ts';

const kmsPage = 'https://aws.amazon.com/kms/pricing/';
const secretsPage = 'https://aws.amazon.com/secrets-manager/pricing/';

export const keyPrices = {
  /** A key; each of its first two rotations costs as much again. */
  key: price('key-month', kmsPage, twice(1), once(1, '2026-09')),
  requests: price('10,000 requests', kmsPage, twice(0.03), once(0.03, '2026-09')),
} as const;

export const secretPrices = {
  secret: price('secret-month', secretsPage, twice(0.4, '2026-09'), once(0.4, '2026-09')),
  requests: price('10,000 requests', secretsPage, twice(0.05, '2026-09'), unconfirmed(0.05)),
} as const;
