import type { DeclaredResource } from '../../stack/declared-stack.ts';
import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { fargatePrices, fargateSpotPrices } from '../price-table/fargate.ts';
import { networkPrices } from '../price-table/network.ts';
import type { Price } from '../price-table/price.ts';
import { taskDefinitionOf } from './task-definition-of.ts';
import { everyHour, type Tariff, type Tariffs } from './tariff.ts';

/** CPU units of a vCPU. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size */
const unitsPerVcpu = 1024;
const mibPerGb = 1024;

/** What one task takes for an hour. */
interface TaskPart {
  readonly what: string;
  readonly quantity: number;
  readonly price: Price;
}

/** The tasks that are always there; autoscaling's further ones are use. */
const service: Tariff = (resource, stack) => {
  const properties = propertiesOf(resource);
  const capacity = capacityOf(resource);
  const count = properties.number('desiredCount');
  const task = [
    ...taskParts(taskDefinitionOf(resource, stack), capacity),
    ...(properties.record('networkConfiguration')['assignPublicIp'] === true
      ? [{ what: 'public IPv4 address of a task', quantity: 1, price: networkPrices.publicIpv4 }]
      : []),
  ];
  return {
    idle: task.map(({ what, quantity, price }) => everyHour(what, count * quantity, price)),
    usage: [{ what: 'each further task', unit: 'task-hour', parts: task }],
  };
};

/** By the names of capacity. */
const capacities = {
  FARGATE: { prices: fargatePrices, word: '' },
  FARGATE_SPOT: { prices: fargateSpotPrices, word: ', spare capacity' },
} as const;

type Capacity = (typeof capacities)[keyof typeof capacities];

/** What the tasks run on: the one capacity provider of the service, or its launch type. */
function capacityOf(resource: DeclaredResource): Capacity {
  const properties = propertiesOf(resource);
  const strategies = (resource.inputs['capacityProviderStrategies'] ?? []) as readonly {
    readonly capacityProvider: string;
  }[];
  const [name, ...others] =
    strategies.length === 0
      ? [properties.optionalText('launchType') ?? 'EC2']
      : strategies.map(({ capacityProvider }) => capacityProvider);
  if ((name === 'FARGATE' || name === 'FARGATE_SPOT') && others.length === 0) return capacities[name];
  throw new CostError(
    `${resource.type} "${resource.name}": the capacity ${[name, ...others].join(' with ')} has no tariff; ${Object.keys(capacities).join(' and ')} have.`,
  );
}

function taskParts(taskDefinition: DeclaredResource, capacity: Capacity): TaskPart[] {
  const properties = propertiesOf(taskDefinition);
  const platform = properties.record('runtimePlatform');
  const architecture = textOf(platform['cpuArchitecture']);
  const family = textOf(platform['operatingSystemFamily']);
  if (family !== 'LINUX' || (architecture !== 'ARM64' && architecture !== 'X86_64')) {
    throw new CostError(
      `${taskDefinition.type} "${taskDefinition.name}": ${family} on ${architecture} has no tariff; LINUX on ARM64 and X86_64 has.`,
    );
  }
  const prices = capacity.prices[architecture];
  return [
    {
      what: `vCPU of tasks (${architecture}${capacity.word})`,
      quantity: properties.number('cpu') / unitsPerVcpu,
      price: prices.vcpu,
    },
    {
      what: `memory of tasks (${architecture}${capacity.word})`,
      quantity: properties.number('memory') / mibPerGb,
      price: prices.memory,
    },
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : 'an undeclared platform';
}

/** More than the 20 GiB that a task's price includes is not priced here. */
const taskDefinition: Tariff = (resource) => {
  if (resource.inputs['ephemeralStorage'] === undefined) return { idle: [], usage: [] };
  throw new CostError(`${resource.type} "${resource.name}": ephemeralStorage has no tariff.`);
};

export const fargateTariffs: Tariffs = {
  'aws:ecs/service:Service': service,
  'aws:ecs/taskDefinition:TaskDefinition': taskDefinition,
};
