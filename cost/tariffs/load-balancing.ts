import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { loadBalancingPrices } from '../price-table/load-balancing.ts';
import { networkPrices } from '../price-table/network.ts';
import { everyHour, perUnit, type Tariff, type Tariffs } from './tariff.ts';

/** An internet-facing load balancer holds a public address in each of its zones, whether it is called or not. */
const loadBalancer: Tariff = (resource) => {
  const properties = propertiesOf(resource);
  const type = properties.optionalText('loadBalancerType') ?? 'application';
  if (type !== 'application') {
    throw new CostError(
      `${resource.type} "${resource.name}": a load balancer of type ${type} has no tariff; application has.`,
    );
  }
  const hasPublicIpv4 =
    !properties.flag('internal', false) &&
    properties.optionalText('ipAddressType') !== 'dualstack-without-public-ipv4';
  const zones = properties.texts('subnets').length;
  return {
    idle: [
      everyHour('application load balancer', 1, loadBalancingPrices.applicationLoadBalancer),
      ...(hasPublicIpv4
        ? [everyHour('public IPv4 address of the load balancer, per zone', zones, networkPrices.publicIpv4)]
        : []),
    ],
    usage: [perUnit('load balancer capacity', loadBalancingPrices.capacityUnit)],
  };
};

export const loadBalancingTariffs: Tariffs = { 'aws:lb/loadBalancer:LoadBalancer': loadBalancer };
