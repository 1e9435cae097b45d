import { price, twice, unconfirmed } from './price.ts';

const s3Page = 'https://aws.amazon.com/s3/pricing/';
const ecrPage = 'https://aws.amazon.com/ecr/pricing/';

export const storagePrices = {
  /** S3 Standard, the first 50 TB. */
  s3: price('GB-month', s3Page, twice(0.023), twice(0.025, '2026-10')),
  s3Puts: price('1,000 PUT requests', s3Page, twice(0.005), twice(0.0055, '2026-09')),
  s3Gets: price('1,000 GET requests', s3Page, twice(0.0004), twice(0.00044, '2026-09')),
  images: price('GB-month', ecrPage, twice(0.1), unconfirmed(0.1)),
} as const;
