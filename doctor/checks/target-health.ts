import {
  DescribeTargetHealthCommand,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ifExists } from '../aws-call-error.ts';
import type { Check, CheckContext } from '../check.ts';
import { count } from '../count.ts';
import { describeService } from '../describe-service.ts';
import { fault, ok, restore, warning, type Finding } from '../finding.ts';

/** Whether the load balancer finds the tasks healthy. A missing service is told of by `service-health`. */
export const targetHealth: Check = {
  id: 'target-health',
  title: 'The load balancer reaches healthy tasks',
  actions: ['ecs:DescribeServices', 'elasticloadbalancing:DescribeTargetHealth'],
  async run(context) {
    const { ecsClusterName: cluster, ecsServiceName: name } = context.stack;
    if (cluster === undefined || name === undefined) return [];
    const service = await describeService(context, cluster, name);
    if (service === undefined) return [];
    const arns = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
    if (arns.length === 0) {
      return [fault(`The service ${name} is behind no load balancer: nobody can reach it`, restore)];
    }
    return (await Promise.all(arns.map((arn) => examineGroup(context, arn)))).flat();
  },
};

async function examineGroup({ clients }: CheckContext, arn: string): Promise<readonly Finding[]> {
  const answer = await ifExists(
    clients.loadBalancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: arn })),
    'TargetGroupNotFoundException',
    'TargetGroupNotFound',
  );
  const name = arn.split('/')[1] ?? arn;
  if (answer === undefined) return [fault(`The target group ${name} does not exist`, restore)];
  return [judge(name, answer.TargetHealthDescriptions ?? [])];
}

function judge(name: string, described: readonly TargetHealthDescription[]): Finding {
  // A draining target is on its way out, on purpose.
  const targets = described.filter(({ TargetHealth }) => TargetHealth?.State !== 'draining');
  const sick = targets.filter(({ TargetHealth }) => TargetHealth?.State !== 'healthy');
  const healthyCount = targets.length - sick.length;
  if (targets.length === 0) {
    return fault(`The target group ${name} has no targets: requests are answered 503`, 'see service-health');
  }
  if (sick.length === 0)
    return ok(`The target group ${name} has ${count(healthyCount, 'healthy target')} and no other`);
  const why = [...new Set(sick.map(describe))].join('; ');
  const told = `${healthyCount} of ${targets.length} targets of ${name} are healthy (${why})`;
  return healthyCount === 0
    ? fault(told, "look at the tasks' logs, at what GET /health answers and at the security groups")
    : warning(told, 'ECS replaces an unhealthy task by itself; if it stays so, look at the logs');
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
function describe({ TargetHealth }: TargetHealthDescription): string {
  const { State = 'unknown', Reason, Description } = TargetHealth ?? {};
  return [State, Reason, Description].filter((part) => part !== undefined).join(', ');
}
