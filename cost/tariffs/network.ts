import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { networkPrices } from '../price-table/network.ts';
import { everyHour, perUnit, type Tariff, type Tariffs } from './tariff.ts';

/** Gateways by awsx's strategy. @see https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/#natgatewaystrategy */
const natGateways: Readonly<Record<string, (zones: number) => number>> = {
  None: () => 0,
  Single: () => 1,
  OnePerAz: (zones) => zones,
};

/** awsx's arguments; among its outputs `natGateways` are the gateways themselves. */
interface VpcArguments {
  readonly natGateways?: { readonly strategy?: string };
  readonly numberOfAvailabilityZones?: number;
}

/** awsx makes the subnets and gateways out of sight: their number follows from its arguments. */
const vpc: Tariff = (resource) => {
  const { natGateways: { strategy = 'by default' } = {}, numberOfAvailabilityZones: zones } =
    resource.inputs as VpcArguments;
  const countOf = natGateways[strategy];
  if (zones === undefined) {
    throw new CostError(`${resource.type} "${resource.name}" must say its numberOfAvailabilityZones.`);
  }
  if (countOf === undefined) {
    throw new CostError(
      `${resource.type} "${resource.name}": the NAT gateway strategy ${strategy} has no tariff; ${Object.keys(natGateways).join(', ')} have.`,
    );
  }
  const count = countOf(zones);
  if (count === 0) return { idle: [], usage: [perUnit('data to the internet', networkPrices.dataOut)] };
  return {
    idle: [
      everyHour('NAT gateway', count, networkPrices.natGateway),
      everyHour('public IPv4 address of a NAT gateway', count, networkPrices.publicIpv4),
    ],
    usage: [
      perUnit('data through a NAT gateway, each way', networkPrices.natGatewayData),
      perUnit('data to the internet', networkPrices.dataOut),
      perUnit('data between zones, each way', networkPrices.dataBetweenZones),
    ],
  };
};

/** Interface endpoints cost by zone; gateway endpoints, S3's here, nothing. */
const vpcEndpoint: Tariff = (resource) => {
  const properties = propertiesOf(resource);
  const type = properties.optionalText('vpcEndpointType') ?? 'Gateway';
  if (type === 'Gateway') return { idle: [], usage: [] };
  if (type !== 'Interface') {
    throw new CostError(`${resource.type} "${resource.name}": an endpoint of type ${type} has no tariff.`);
  }
  const zones = properties.texts('subnetIds').length;
  return {
    idle: [everyHour('interface endpoint, per zone', zones, networkPrices.interfaceEndpoint)],
    usage: [perUnit('data through an interface endpoint', networkPrices.interfaceEndpointData)],
  };
};

export const networkTariffs: Tariffs = {
  'awsx:ec2:Vpc': vpc,
  'aws:ec2/vpcEndpoint:VpcEndpoint': vpcEndpoint,
};
