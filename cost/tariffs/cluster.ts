import type { DeclaredResource } from '../../stack/declared-stack.ts';
import { CostError } from '../cost-error.ts';
import { monitoringPrices } from '../price-table/monitoring.ts';
import { taskDefinitionOf } from './task-definition-of.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

/**
 * Metrics that Container Insights (`enabled`) reports: so many for a cluster, a service and a family of tasks.
 * @see https://aws.amazon.com/cloudwatch/pricing/ (its example for Amazon ECS)
 */
const insightsMetrics = { cluster: 8, service: 11, taskFamily: 6 } as const;

/** A cluster costs what it reports; AWS's own metrics about it are free. */
const cluster: Tariff = (resource, stack) => {
  const insights = insightsOf(resource);
  if (insights === 'disabled') return { idle: [], usage: [] };
  if (insights !== 'enabled') {
    throw new CostError(
      `${resource.type} "${resource.name}": Container Insights "${insights}" has no tariff; enabled and disabled have.`,
    );
  }
  const isHere = ({ outputs }: DeclaredResource): boolean => outputs['cluster'] === resource.outputs['arn'];
  const services = stack.ofType('aws:ecs/service:Service').filter(isHere);
  const families = new Set(services.map((service) => taskDefinitionOf(service, stack).outputs['family']));
  const metrics =
    insightsMetrics.cluster +
    insightsMetrics.service * services.length +
    insightsMetrics.taskFamily * families.size;
  return {
    idle: [{ what: 'metrics of Container Insights', quantity: metrics, price: monitoringPrices.metric }],
    usage: [perUnit('performance logs of Container Insights', monitoringPrices.logIngestion)],
  };
};

function insightsOf(cluster: DeclaredResource): string {
  const settings = (cluster.inputs['settings'] ?? []) as readonly { name: string; value: string }[];
  return settings.find(({ name }) => name === 'containerInsights')?.value ?? 'disabled';
}

export const clusterTariffs: Tariffs = { 'aws:ecs/cluster:Cluster': cluster };
