import { once, price, twice, unconfirmed } from './price.ts';

const page = 'https://aws.amazon.com/fargate/pricing/';

/** Linux, by the CPU architecture of a task in ECS's words. */
export const fargatePrices = {
  ARM64: {
    vcpu: price('vCPU-hour', page, twice(0.03238, '2026-09'), once(0.03885)),
    memory: price('GB-hour', page, twice(0.00356), once(0.00426)),
  },
  X86_64: {
    vcpu: price('vCPU-hour', page, twice(0.04048, '2026-09'), once(0.04856)),
    memory: price('GB-hour', page, twice(0.004445, '2026-09'), once(0.00532)),
  },
} as const;

/** Spare capacity: its price follows supply and demand. AWS promises up to 70 % off; this counts on 50 %. */
export const fargateSpotPrices = {
  ARM64: {
    vcpu: price('vCPU-hour', page, unconfirmed(0.01619), unconfirmed(0.019425)),
    memory: price('GB-hour', page, unconfirmed(0.00178), unconfirmed(0.00213)),
  },
  X86_64: {
    vcpu: price('vCPU-hour', page, unconfirmed(0.02024), unconfirmed(0.02428)),
    memory: price('GB-hour', page, unconfirmed(0.0022225), unconfirmed(0.00266)),
  },
} as const;
