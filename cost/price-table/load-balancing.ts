import { once, price, twice } from './price.ts';

const page = 'https://aws.amazon.com/elasticloadbalancing/pricing/';

export const loadBalancingPrices = {
  applicationLoadBalancer: price('hour', page, twice(0.0225, '2026-09'), twice(0.0252, '2026-10')),
  /** A load balancer capacity unit: of connections, bytes and rule evaluations the largest counts. */
  capacityUnit: price('LCU-hour', page, twice(0.008, '2026-09'), once(0.008, '2026-10')),
} as const;
