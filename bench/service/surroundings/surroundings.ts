import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type RunningPostgres, startPostgres } from '../../../local/postgres/start-postgres.ts';
import { ask } from '../ask.ts';
import type { AwsAnswer, AwsQuestion } from './aws-process.ts';
import { identity, kmsKeyArn, region, secretArn } from './names.ts';

/** What every subject stands on: a real Postgres and the local run's KMS, each a process of its own. */
export interface Surroundings {
  /** For logs and bundles; gone after `stop`. */
  readonly folder: string;
  readonly postgres: RunningPostgres;
  /** What a subject finds in its environment, but for its port. */
  readonly environment: Readonly<Record<string, string>>;
  aws(question: AwsQuestion): Promise<AwsAnswer>;
  stop(): Promise<void>;
}

const awsProcess = fileURLToPath(new URL('aws-process.ts', import.meta.url));

/** Or KMS's collections would show as the subjects' latency. The bench's own process gets as much in package.json. */
const ROOM_FOR_GARBAGE = ['--max-semi-space-size=64', '--heap-growing-percent=300'];

/** More than any bench sends in a minute: the limiter counts, and refuses nobody. */
const RATE_LIMIT_PER_MINUTE = '1000000';

const environmentOf = (awsUrl: string, postgres: RunningPostgres): Record<string, string> => ({
  NODE_ENV: 'production',
  AWS_REGION: region,
  AWS_ENDPOINT_URL: awsUrl,
  AWS_ACCESS_KEY_ID: identity.accessKeyId,
  AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
  AWS_SESSION_TOKEN: identity.sessionToken ?? '',
  HOST: '127.0.0.1',
  KMS_KEY_ARN: kmsKeyArn,
  DATABASE_HOST: postgres.host,
  DATABASE_PORT: String(postgres.port),
  DATABASE_NAME: postgres.database,
  DATABASE_CA_FILE: postgres.caFile,
  DATABASE_SECRET_ARN: secretArn,
  RATE_LIMIT_PER_MINUTE,
  TRUSTED_PROXY_HOPS: '1',
});

export const startSurroundings = async (): Promise<Surroundings> => {
  const folder = await mkdtemp(join(tmpdir(), 'keywatch-bench-'));
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    logFile: join(folder, 'postgres.log'),
    database: 'keywatch',
    user: 'keywatch',
    now: () => new Date(),
  });
  const child = fork(awsProcess, { env: {}, execArgv: [...process.execArgv, ...ROOM_FOR_GARBAGE] });
  const aws = (question: AwsQuestion) => ask<AwsAnswer>(child, question);
  const secretString = JSON.stringify({ username: postgres.user, password: postgres.password() });
  const { url } = await aws({ secretString });
  return {
    folder,
    postgres,
    environment: environmentOf(url, postgres),
    aws,
    async stop() {
      child.disconnect();
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
};
