import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type Container,
  type Service,
} from '@aws-sdk/client-ecs';
import type { Check, CheckContext } from '../check.ts';
import { count } from '../count.ts';
import { describeService, primaryDeployment } from '../describe-service.ts';
import { fault, orWell, restore, type Finding } from '../finding.ts';
import { isImage } from '../image-reference.ts';

/** Whether the tasks run the image that was declared. A missing service is told of by `service-health`. */
export const runningImage: Check = {
  id: 'running-image',
  title: 'The image that runs is the one declared',
  actions: ['ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'ecs:ListTasks', 'ecs:DescribeTasks'],
  async run(context) {
    const { ecsClusterName: cluster, ecsServiceName: name, imageUri } = context.stack;
    if (cluster === undefined || name === undefined || imageUri === undefined) return [];
    const service = await describeService(context, cluster, name);
    if (service === undefined) return [];
    const containers = await runningContainers(context, service);
    return orWell(
      [
        ...(await definitionFindings(context, service, imageUri)),
        ...wrongImages(containers, imageUri),
        ...mixedDigests(containers),
      ],
      `The deployed image is the declared ${imageUri}, and so is that of ${count(containers.length, 'running task')}`,
    );
  },
};

/** The container that the load balancer reaches, among others that may run beside it. */
function servedContainer({
  loadBalancers = [],
}: Service): (container: { readonly name?: string | undefined }) => boolean {
  const served = loadBalancers[0]?.containerName;
  return ({ name }) => served === undefined || name === served;
}

async function definitionFindings(
  { clients }: CheckContext,
  service: Service,
  declared: string,
): Promise<readonly Finding[]> {
  const arn = primaryDeployment(service)?.taskDefinition ?? service.taskDefinition;
  const { taskDefinition } = await clients.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: arn }),
  );
  const image = taskDefinition?.containerDefinitions?.find(servedContainer(service))?.image;
  if (image !== undefined && isImage({ image }, declared)) return [];
  return [
    fault(
      `The deployed task definition ${arn?.split('/').at(-1) ?? ''} names the image ${image ?? 'of no known container'}, not the declared ${declared}`,
      `${restore}; a deployment that failed was rolled back to the image before, see service-health; or the outputs file is older than the deployment`,
    ),
  ];
}

async function runningContainers({ clients }: CheckContext, service: Service): Promise<readonly Container[]> {
  const cluster = service.clusterArn;
  const { taskArns = [] } = await clients.ecs.send(
    new ListTasksCommand({ cluster, serviceName: service.serviceName, desiredStatus: 'RUNNING' }),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .flatMap(({ containers = [] }) => containers.filter(servedContainer(service)));
}

function wrongImages(containers: readonly Container[], declared: string): readonly Finding[] {
  const wrong = containers.filter((container) => !isImage(container, declared));
  const names = new Set(
    wrong.map(({ image = 'an unknown image', imageDigest }) =>
      [image, imageDigest].filter((part) => part !== undefined).join(' '),
    ),
  );
  if (wrong.length === 0) return [];
  return [
    fault(
      `${wrong.length} of ${containers.length} tasks run ${[...names].join(' and ')}, not the declared ${declared}`,
      `wait for a deployment under way to end, then ${restore}`,
    ),
  ];
}

/** Under one tag, tasks that started at different times may run different images. */
function mixedDigests(containers: readonly Container[]): readonly Finding[] {
  const digests = new Set(containers.flatMap(({ imageDigest }) => imageDigest ?? []));
  if (digests.size < 2) return [];
  return [
    fault(
      `The tasks run ${digests.size} different images: ${[...digests].join(', ')}`,
      'the tag was moved: name the image by its digest (imageUri), and make tags immutable',
    ),
  ];
}
