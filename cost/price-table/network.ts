import { once, price, twice, unconfirmed } from './price.ts';

const vpcPage = 'https://aws.amazon.com/vpc/pricing/';
const endpointPage = 'https://aws.amazon.com/privatelink/pricing/';
const transferPage = 'https://aws.amazon.com/ec2/pricing/on-demand/';

export const networkPrices = {
  natGateway: price('hour', vpcPage, twice(0.045, '2025-10'), twice(0.059, '2026-08')),
  natGatewayData: price('GB', vpcPage, twice(0.045, '2025-10'), twice(0.059, '2026-08')),
  /** An address in use, whatever it belongs to. The same in every region. */
  publicIpv4: price('hour', vpcPage, twice(0.005), once(0.005, '2026-08')),
  /** An interface endpoint in one zone. */
  interfaceEndpoint: price('hour', endpointPage, once(0.01), unconfirmed(0.013)),
  /** The first petabyte a month. */
  interfaceEndpointData: price('GB', endpointPage, once(0.01), unconfirmed(0.01)),
  /** To the internet, the first 10 TB a month. */
  dataOut: price('GB', transferPage, twice(0.09), once(0.114, '2026-05')),
  /** Each way. */
  dataBetweenZones: price('GB', transferPage, twice(0.01), unconfirmed(0.01)),
} as const;
