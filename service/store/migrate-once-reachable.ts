import { setTimeout as wait } from 'node:timers/promises';

import { UnavailableError } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { migrate } from './migrate.ts';

interface MigrateOnceReachableOptions {
  readonly pool: Pick<ConnectionPool, 'open'>;
  readonly log: Logger;
  /** Gives up quietly when aborted. */
  readonly signal: AbortSignal;
  readonly retryDelayMs?: (failures: number) => number;
}

const doublingUpToFiveSeconds = (failures: number): number => Math.min(250 * 2 ** failures, 5_000);

/**
 * SQLSTATE classes that waiting doesn't cure: the schema or the step itself is wrong.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const isFaultOfAMigration = (errorCode: string): boolean => /^(?:0A|22|23|2B|42)[0-9A-Z]{3}$/.test(errorCode);

/**
 * Migrates as soon as the database can be reached, one log line for every try that failed. The process
 * stays instead of exiting: a restart would reach the database no sooner, would lose the reason among start-up
 * lines, and during a failover would have every new task counted as a failed deployment. Until then nothing
 * listens, so the load balancer sends nothing; ECS replaces the task if its patience ends.
 * @throws UnavailableError when a step can't be applied: the deployment must fail.
 */
export const migrateOnceReachable = async (options: MigrateOnceReachableOptions): Promise<void> => {
  const { pool, log, signal, retryDelayMs = doublingUpToFiveSeconds } = options;
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const { applied } = await migrate(pool);
      log.info({ event: 'schema-ready', applied }, 'the database is ready');
      return;
    } catch (error) {
      if (!(error instanceof UnavailableError) || isFaultOfAMigration(error.errorCode)) throw error;
      const retryInMs = retryDelayMs(failures);
      log.warn(
        { event: 'database-unreachable', errorCode: error.errorCode, retryInMs },
        'not listening yet: the database can not be used',
      );
      await wait(retryInMs, undefined, { signal }).catch(() => undefined);
    }
  }
};
