import { databasePort, servicePort } from './ports.ts';

export interface ContainerDefinitionArgs {
  readonly image: string;
  readonly region: string;
  readonly logGroupName: string;
  /** Where CloudWatch puts the metrics it finds in the service's lines. */
  readonly metricNamespace: string;
  readonly applicationKeyArn: string;
  /** Keys that older records still need. */
  readonly previousKeyArns: readonly string[];
  readonly databaseHost: string;
  readonly databaseName: string;
  readonly databaseSecretArn: string;
}

/** The container's name in the task definition and in the service's load balancer setting. */
export const containerName = 'service';

/** Seconds between SIGTERM and SIGKILL: longer than the longest request the service lets run. */
export const stopTimeoutSeconds = 30;

/** The unprivileged user `node` of the official Node.js images. @see https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user */
const unprivilegedUser = '1000:1000';

/**
 * How ECS runs the service's container. Log mode `blocking`: since 2025 ECS's default drops lines under
 * pressure, and the service answers a request only after the line of its KMS call is written.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export function serviceContainerDefinition(args: ContainerDefinitionArgs) {
  return {
    name: containerName,
    image: args.image,
    essential: true,
    portMappings: [{ containerPort: servicePort, hostPort: servicePort, protocol: 'tcp' }],
    environment: environment(args),
    user: unprivilegedUser,
    privileged: false,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
    stopTimeout: stopTimeoutSeconds,
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': args.logGroupName,
        'awslogs-region': args.region,
        'awslogs-stream-prefix': containerName,
        mode: 'blocking',
      },
    },
  };
}

/** No secret is among these: the database password is read from its secret at connection time. */
function environment(args: ContainerDefinitionArgs): { name: string; value: string }[] {
  const values: Record<string, string> = {
    PORT: String(servicePort),
    KMS_KEY_ARN: args.applicationKeyArn,
    ...(args.previousKeyArns.length > 0 ? { PREVIOUS_KMS_KEY_ARNS: args.previousKeyArns.join(',') } : {}),
    DATABASE_HOST: args.databaseHost,
    DATABASE_PORT: String(databasePort),
    DATABASE_NAME: args.databaseName,
    DATABASE_SECRET_ARN: args.databaseSecretArn,
    TRUSTED_PROXY_HOPS: '1',
    METRIC_NAMESPACE: args.metricNamespace,
    LOG_LEVEL: 'info',
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
