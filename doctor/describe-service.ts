import { DescribeServicesCommand, type Deployment, type Service } from '@aws-sdk/client-ecs';
import { ifExists } from './aws-call-error.ts';
import type { CheckContext } from './check.ts';

/** The stack's ECS service; `undefined` where it, or its cluster, does not exist. */
export async function describeService(
  { clients }: CheckContext,
  cluster: string,
  service: string,
): Promise<Service | undefined> {
  const described = await ifExists(
    clients.ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
    'ClusterNotFoundException',
  );
  return described?.services?.[0];
}

/** The deployment that is in force. */
export function primaryDeployment({ deployments = [] }: Service): Deployment | undefined {
  return deployments.find(({ status }) => status === 'PRIMARY');
}
