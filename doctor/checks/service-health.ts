import type { Service } from '@aws-sdk/client-ecs';
import type { Check } from '../check.ts';
import { describeService, primaryDeployment } from '../describe-service.ts';
import { describeInstant } from '../describe-time.ts';
import { fault, orWell, restore, warning, type Finding } from '../finding.ts';

/** A rollout that takes longer has got stuck. */
const longestRolloutMs = 30 * 60_000;

/** Whether ECS runs as many tasks as it should. The one check that tells of a missing service. */
export const serviceHealth: Check = {
  id: 'service-health',
  title: 'The service runs its tasks',
  actions: ['ecs:DescribeServices'],
  async run(context) {
    const { ecsClusterName: cluster, ecsServiceName: name } = context.stack;
    if (cluster === undefined || name === undefined) return [];
    const service = await describeService(context, cluster, name);
    if (service?.status !== 'ACTIVE') {
      const state = service === undefined ? 'does not exist' : `is ${service.status ?? 'in no known state'}`;
      return [fault(`The service ${name} in the cluster ${cluster} ${state}`, restore)];
    }
    return orWell(
      [...rollout(service), ...taskCount(service, context.nowMs)],
      `The service ${name} runs ${service.runningCount ?? 0} of ${service.desiredCount ?? 0} tasks`,
    );
  },
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
function rollout(service: Service): readonly Finding[] {
  const failed = service.deployments?.find(({ rolloutState }) => rolloutState === 'FAILED');
  if (failed !== undefined) {
    return [
      fault(
        `The deployment of ${taskDefinitionName(failed.taskDefinition)} failed: ${reason(failed.rolloutStateReason)}`,
        'look at the stopped tasks and their logs, then deploy again; an earlier deployment goes on until then',
      ),
    ];
  }
  const { failedTasks = 0, taskDefinition } = primaryDeployment(service) ?? {};
  if (failedTasks === 0) return [];
  return [
    warning(
      `${failedTasks} tasks of the deployment of ${taskDefinitionName(taskDefinition)} failed to start`,
      `look at the stopped tasks and their logs${latestTrouble(service)}`,
    ),
  ];
}

function taskCount(service: Service, nowMs: number): readonly Finding[] {
  const { desiredCount = 0, runningCount = 0, serviceName: name = '' } = service;
  if (desiredCount === 0) {
    return [fault(`The service ${name} is scaled to no tasks at all`, `scale it up, or ${restore}`)];
  }
  if (runningCount >= desiredCount) return [];
  const told = `The service ${name} runs ${runningCount} of ${desiredCount} tasks`;
  const { createdAt, rolloutState } = primaryDeployment(service) ?? {};
  const startedMs = createdAt?.getTime() ?? 0;
  if (rolloutState === 'IN_PROGRESS' && nowMs - startedMs <= longestRolloutMs && runningCount > 0) {
    return [
      warning(
        `${told}; a deployment has been going on since ${describeInstant(startedMs, nowMs)}`,
        'run this again when it is done',
      ),
    ];
  }
  return [fault(told, `look at the stopped tasks and their logs${latestTrouble(service)}`)];
}

/** What ECS last said that was not about everything being fine. */
function latestTrouble({ events = [] }: Service): string {
  const message = events.find(({ message = '' }) =>
    /unable|fail|unhealthy|circuit breaker|stopped/i.test(message),
  )?.message;
  return message === undefined ? '' : `; ECS says: ${message.replace(/\.$/, '')}`;
}

/** `service:12` of a task definition's ARN. */
function taskDefinitionName(arn = ''): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function reason(text = 'ECS gives no reason'): string {
  return text.replace(/\.$/, '');
}
