import type { Column, Section } from './layout.ts';
import { metricWidget, type Graph, type GraphedMetric } from './widgets.ts';

/** The parts of the service whose metrics AWS keeps, by the dimensions they are kept under. */
export interface ServiceParts {
  readonly loadBalancer: string;
  readonly targetGroup: string;
  readonly clusterName: string;
  readonly serviceName: string;
  readonly databaseIdentifier: string;
}

type PlainGraph = Omit<Graph, 'region' | 'periodSeconds'>;

/**
 * What no alarm looks at and yet explains one: load, speed, tasks and the database.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export function healthSection(parts: ServiceParts, region: string): Section {
  return [...entranceGraphs(parts), ...taskGraphs(parts), ...databaseGraphs(parts)].map((graph): Column => [
    metricWidget({ width: 8, height: 5 }, { region, periodSeconds: 60, ...graph }),
  ]);
}

function entranceGraphs({ loadBalancer, targetGroup }: ServiceParts): PlainGraph[] {
  const namespace = 'AWS/ApplicationELB';
  const balancer = { LoadBalancer: loadBalancer };
  const latency = (statistic: string): GraphedMetric => ({
    namespace,
    name: 'TargetResponseTime',
    dimensions: { TargetGroup: targetGroup, ...balancer },
    statistic,
    label: statistic,
  });
  return [
    {
      title: 'Requests in a minute',
      metrics: [{ namespace, name: 'RequestCount', dimensions: balancer, statistic: 'Sum' }],
    },
    { title: 'Latency in seconds', metrics: ['p50', 'p95', 'p99'].map(latency) },
  ];
}

function taskGraphs({ loadBalancer, targetGroup, clusterName, serviceName }: ServiceParts): PlainGraph[] {
  const use = (name: string): GraphedMetric => ({
    namespace: 'AWS/ECS',
    name,
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    statistic: 'Average',
  });
  return [
    {
      title: 'Tasks that take requests',
      metrics: [
        {
          namespace: 'AWS/ApplicationELB',
          name: 'HealthyHostCount',
          dimensions: { TargetGroup: targetGroup, LoadBalancer: loadBalancer },
          statistic: 'Minimum',
        },
      ],
    },
    {
      title: 'CPU and memory of the tasks in percent',
      metrics: [use('CPUUtilization'), use('MemoryUtilization')],
    },
  ];
}

function databaseGraphs({ databaseIdentifier }: ServiceParts): PlainGraph[] {
  const metric = (name: string, statistic: string): GraphedMetric => ({
    namespace: 'AWS/RDS',
    name,
    dimensions: { DBInstanceIdentifier: databaseIdentifier },
    statistic,
  });
  return [
    { title: 'Database connections', metrics: [metric('DatabaseConnections', 'Maximum')] },
    {
      title: 'Database latency in seconds',
      metrics: [metric('ReadLatency', 'Average'), metric('WriteLatency', 'Average')],
    },
  ];
}
