import type { LocalPlan } from '../declaration/local-plan.ts';
import type { RunningPostgres } from '../postgres/start-postgres.ts';
import type { TaskIdentity } from './identities.ts';

export interface LocalEndpoints {
  readonly port: number;
  readonly postgres: Pick<RunningPostgres, 'host' | 'port' | 'caFile'>;
  readonly awsEndpointUrl: string;
  readonly task: TaskIdentity;
}

/**
 * The declared container's environment with endpoints and credentials put in the place of AWS's, and nothing
 * else: what Fargate adds (region, credentials) and where things listen.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-metadata.html
 */
export function buildServiceEnvironment(plan: LocalPlan, endpoints: LocalEndpoints): Record<string, string> {
  return {
    ...plan.service.environment,
    HOST: '127.0.0.1',
    PORT: String(endpoints.port),
    DATABASE_HOST: endpoints.postgres.host,
    DATABASE_PORT: String(endpoints.postgres.port),
    DATABASE_CA_FILE: endpoints.postgres.caFile,
    AWS_REGION: plan.region,
    AWS_ENDPOINT_URL: endpoints.awsEndpointUrl,
    AWS_ACCESS_KEY_ID: endpoints.task.accessKeyId,
    AWS_SECRET_ACCESS_KEY: endpoints.task.secretAccessKey,
    AWS_SESSION_TOKEN: endpoints.task.sessionToken,
  };
}
