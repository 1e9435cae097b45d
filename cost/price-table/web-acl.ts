import { price, twice, unconfirmed } from './price.ts';

const page = 'https://aws.amazon.com/waf/pricing/';

/** AWS names one price for every region. */
export const webAclPrices = {
  acl: price('web ACL-month', page, twice(5), unconfirmed(5)),
  rule: price('rule-month', page, twice(1), unconfirmed(1)),
  requests: price('1,000,000 requests', page, twice(0.6), unconfirmed(0.6)),
} as const;
