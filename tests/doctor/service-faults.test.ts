import { describe, expect, it } from 'vitest';
import { jsonError, xmlError, type Answers } from '../support/aws/recorded-answers.ts';
import {
  container,
  deployment,
  healthyStack,
  imageDigest,
  imageRepository,
  now,
  runningTasks,
  service,
  targets,
  type TargetHealth,
  taskDefinition,
} from '../fixtures/doctor/healthy-stack.ts';
import { examineRecorded, type RecordedFault } from '../support/doctor/examine-recorded.ts';
import { tellFaults } from '../support/doctor/tell-faults.ts';

const ecs = (changes: object): Answers => ({
  'ecs:DescribeServices': { body: { services: [{ ...service, ...changes }], failures: [] } },
});
const health = (...states: readonly TargetHealth[]): Answers => ({
  'elasticloadbalancing:DescribeTargetHealth': { body: targets(...states) },
});
const running = (...containers: readonly object[]): Answers => ({
  'ecs:DescribeTasks': { body: runningTasks(...containers) },
});
const defined = (image: string): Answers => ({
  'ecs:DescribeTaskDefinition': { body: taskDefinition(image) },
});

const declared = healthyStack.imageUri;
const otherDigest = `sha256:${'b'.repeat(64)}`;
const other = `${imageRepository}@${otherDigest}`;
const tagged = `${imageRepository}:1.0`;
const missing: Answers = {
  'ecs:DescribeServices': { body: { services: [], failures: [{ reason: 'MISSING' }] } },
};
const unhealthy = {
  State: 'unhealthy',
  Reason: 'Target.ResponseCodeMismatch',
  Description: 'Health checks failed with these codes: [503]',
};

const faults: readonly RecordedFault[] = [
  {
    what: 'the service was deleted',
    answers: missing,
    check: 'service-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service in the cluster keywatch-dev does not exist',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'the cluster was deleted',
    answers: { 'ecs:DescribeServices': jsonError('ClusterNotFoundException', 'Cluster not found.') },
    check: 'service-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service in the cluster keywatch-dev does not exist',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'the service is being deleted',
    answers: ecs({ status: 'DRAINING' }),
    check: 'service-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service in the cluster keywatch-dev is DRAINING',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'a task is missing, and why',
    answers: ecs({
      runningCount: 1,
      events: [
        { message: '(service keywatch-dev-service) has started 1 tasks: (task 1).' },
        { message: '(service keywatch-dev-service) was unable to place a task.' },
      ],
    }),
    check: 'service-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service runs 1 of 2 tasks',
    cure: 'look at the stopped tasks and their logs; ECS says: (service keywatch-dev-service) was unable to place a task',
  },
  {
    what: 'a deployment is under way',
    answers: ecs({
      runningCount: 1,
      deployments: [{ ...deployment, rolloutState: 'IN_PROGRESS', createdAt: now - 300 }],
    }),
    check: 'service-health',
    severity: 'warning',
    says: 'The service keywatch-dev-service runs 1 of 2 tasks; a deployment has been going on since 2026-01-31T11:55:00Z, 5 min ago',
    cure: 'when it is done',
  },
  {
    what: 'a deployment is under way and nothing runs meanwhile',
    answers: ecs({
      runningCount: 0,
      deployments: [{ ...deployment, rolloutState: 'IN_PROGRESS', createdAt: now - 300 }],
    }),
    check: 'service-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service runs 0 of 2 tasks',
    cure: 'look at the stopped tasks',
  },
  {
    what: 'a deployment has got stuck',
    answers: ecs({ runningCount: 1, deployments: [{ ...deployment, rolloutState: 'IN_PROGRESS' }] }),
    check: 'service-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service runs 1 of 2 tasks',
    cure: 'look at the stopped tasks',
  },
  {
    what: 'the service is scaled to nothing',
    answers: ecs({ desiredCount: 0, runningCount: 0 }),
    check: 'service-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service is scaled to no tasks at all',
    cure: 'scale it up',
  },
  {
    what: 'a deployment failed',
    answers: ecs({
      deployments: [
        deployment,
        {
          ...deployment,
          status: 'ACTIVE',
          taskDefinition: deployment.taskDefinition.replace(/7$/, '8'),
          rolloutState: 'FAILED',
          rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
        },
      ],
    }),
    check: 'service-health',
    severity: 'fault',
    says: 'The deployment of keywatch-dev-service:8 failed: ECS deployment circuit breaker: tasks failed to start',
    cure: 'deploy again',
  },
  {
    what: 'tasks of the deployment failed on the way',
    answers: ecs({ deployments: [{ ...deployment, failedTasks: 3 }] }),
    check: 'service-health',
    severity: 'warning',
    says: '3 tasks of the deployment of keywatch-dev-service:7 failed to start',
    cure: 'look at the stopped tasks',
  },
  {
    what: 'no target is healthy',
    answers: health(unhealthy, unhealthy),
    check: 'target-health',
    severity: 'fault',
    says: '0 of 2 targets of keywatch-dev are healthy (unhealthy, Target.ResponseCodeMismatch, Health checks failed with these codes: [503])',
    cure: 'what GET /health answers',
  },
  {
    what: 'one target is not healthy',
    answers: health({ State: 'healthy' }, unhealthy),
    check: 'target-health',
    severity: 'warning',
    says: '1 of 2 targets of keywatch-dev are healthy (unhealthy, Target.ResponseCodeMismatch, Health checks failed with these codes: [503])',
    cure: 'ECS replaces an unhealthy task by itself',
  },
  {
    what: 'all targets are on their way out',
    answers: health({ State: 'draining', Reason: 'Target.DeregistrationInProgress' }),
    check: 'target-health',
    severity: 'fault',
    says: 'The target group keywatch-dev has no targets: requests are answered 503',
    cure: 'see service-health',
  },
  {
    what: 'the target group was deleted',
    answers: {
      'elasticloadbalancing:DescribeTargetHealth': xmlError(400, 'TargetGroupNotFound', 'not found'),
    },
    check: 'target-health',
    severity: 'fault',
    says: 'The target group keywatch-dev does not exist',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'the service is behind no load balancer',
    answers: ecs({ loadBalancers: [] }),
    check: 'target-health',
    severity: 'fault',
    says: 'The service keywatch-dev-service is behind no load balancer: nobody can reach it',
    cure: 'npx pulumi up --refresh',
  },
  {
    what: 'the deployed task definition names another image',
    answers: defined(other),
    check: 'running-image',
    severity: 'fault',
    says: `The deployed task definition keywatch-dev-service:7 names the image ${other}, not the declared ${declared}`,
    cure: 'was rolled back',
  },
  {
    what: 'all tasks run another image',
    answers: running({ ...container, image: other, imageDigest: otherDigest }),
    check: 'running-image',
    severity: 'fault',
    says: `1 of 1 tasks run ${other} ${otherDigest}, not the declared ${declared}`,
    cure: 'wait for a deployment under way',
  },
  {
    what: 'a tag was moved between the start of two tasks',
    stack: { imageUri: tagged },
    answers: {
      ...defined(tagged),
      ...running({ ...container, image: tagged }, { ...container, image: tagged, imageDigest: otherDigest }),
    },
    check: 'running-image',
    severity: 'fault',
    says: `The tasks run 2 different images: ${imageDigest}, ${otherDigest}`,
    cure: 'name the image by its digest',
  },
];

tellFaults(faults);

describe('the doctor takes for the declared image', () => {
  const taggedStack = { imageUri: tagged };
  it.each([
    ['its digest under another reference', {}, running({ ...container, image: `${imageRepository}:latest` })],
    [
      'a tag with the digest ECS found behind it',
      taggedStack,
      { ...defined(tagged), ...running({ ...container, image: `${tagged}@${imageDigest}` }) },
    ],
    [
      'a reference by digest of which ECS tells the digest of one platform',
      {},
      running({ ...container, imageDigest: otherDigest }),
    ],
    [
      'the container that is served, whatever runs beside it',
      {},
      running(container, { ...container, name: 'sidecar', image: other, imageDigest: otherDigest }),
    ],
    ['nothing at all where no task runs', {}, { 'ecs:ListTasks': { body: { taskArns: [] } } }],
  ])('%s', async (_what, stack, answers) => {
    const found = await examineRecorded({ stack, answers });

    expect(found['running-image']?.map(({ severity }) => severity)).toEqual(['ok']);
  });
});
