import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FastifyBaseLogger } from 'fastify';

import { buildApp } from './app.ts';
import { awsClientOptions } from './aws/client-options.ts';
import type { Config } from './config.ts';
import { Decoy } from './decoy.ts';
import { Admission } from './http/admission.ts';
import { ADMISSION, BODY_TIMEOUT_MS, HANDLER_TIMEOUT_MS, LARGE_BODIES } from './http/limits.ts';
import { DataKeys } from './kms/data-keys.ts';
import { createKmsClient } from './kms/kms-client.ts';
import type { LineOutput } from './log/line-output.ts';
import { Metrics } from './metrics/metrics.ts';
import { Withdrawals } from './secrets/withdrawals.ts';
import { ConnectionPool } from './store/connection-pool.ts';
import { createDatabaseLoginReader } from './store/database-login.ts';
import { migrateOnceReachable } from './store/migrate-once-reachable.ts';
import { RecordStore } from './store/record-store.ts';

/** One KMS call, its retries included. */
const KMS_DEADLINE_MS = 2_000;

/** One for every request under way and one for the decoy: no call waits for a socket with its deadline running. */
const MAX_KMS_SOCKETS = ADMISSION.maxInFlight + 1;

/** One query, waiting for a connection included. */
const QUERY_DEADLINE_MS = 1_500;

/** Reading the database's secret, which opening a connection waits for. */
const SECRET_DEADLINE_MS = 1_500;

/**
 * Ten tasks of ten connections fit the smallest RDS class; a query takes a millisecond. One of the ten is kept
 * for /ready, which must not wait behind requests.
 */
const MAX_CONNECTIONS = 9;
const MAX_READINESS_CONNECTIONS = 1;

/**
 * After a signal whoever has not sent all of a request by then is hung up on: Node stops looking for heads that are late once
 * a server closes. Requests that were there are answered by then.
 */
const LAST_ANSWER_MS = HANDLER_TIMEOUT_MS + 1_000;

/** The running service, as the process sees it. */
export interface Service {
  /** Prepares the database, then listens. Waits as long as the database can't be reached. */
  start(): Promise<void>;
  /** Finishes what is in flight, then lets go of every connection. */
  stop(): Promise<void>;
}

const createPools = (
  config: Config,
): { readonly pool: ConnectionPool; readonly readiness: ConnectionPool } => {
  const options = {
    address: config.database,
    readLogin: createDatabaseLoginReader(
      new SecretsManagerClient(awsClientOptions(config.region, MAX_CONNECTIONS + MAX_READINESS_CONNECTIONS)),
      config.databaseSecretArn,
      SECRET_DEADLINE_MS,
    ),
    deadlineMs: QUERY_DEADLINE_MS,
  };
  return {
    pool: new ConnectionPool({ ...options, maxConnections: MAX_CONNECTIONS }),
    readiness: new ConnectionPool({ ...options, maxConnections: MAX_READINESS_CONNECTIONS }),
  };
};

/** The composition root: builds every part from the configuration and joins them. `output` is where `log` writes to. */
export const createService = (
  config: Config,
  log: FastifyBaseLogger,
  output: Pick<LineOutput, 'write' | 'written'>,
): Service => {
  const stopping = new AbortController();
  const metrics = new Metrics({
    namespace: config.metricNamespace,
    write: (line) => output.write(line),
    nowMs: Date.now,
  });
  const { pool, readiness } = createPools(config);
  const store = new RecordStore(pool);
  const dataKeys = new DataKeys({
    client: createKmsClient(config.region, MAX_KMS_SOCKETS),
    kmsKeyArn: config.kmsKeyArn,
    previousKmsKeyArns: config.previousKmsKeyArns,
    deadlineMs: KMS_DEADLINE_MS,
    metrics,
    logged: () => output.written(),
  });
  const decoy = new Decoy({ dataKeys, log });
  const withdrawals = new Withdrawals();
  const app = buildApp({
    log,
    trustedProxyHops: config.trustedProxyHops,
    timeLimits: { bodyMs: BODY_TIMEOUT_MS, answerMs: HANDLER_TIMEOUT_MS },
    rateLimitPerMinute: config.rateLimitPerMinute,
    largeBodies: LARGE_BODIES,
    admission: new Admission(ADMISSION),
    metrics,
    secrets: { store, dataKeys, decoy, withdrawals },
    ping: () => new RecordStore(readiness).ping(),
    isDraining: () => stopping.signal.aborted,
  });

  return {
    async start() {
      metrics.start();
      await Promise.all([decoy.start(), migrateOnceReachable({ pool, log, signal: stopping.signal })]);
      if (stopping.signal.aborted) return;
      const address = await app.listen({ host: config.host, port: config.port });
      log.info({ event: 'listening', address }, 'Keywatch is listening');
    },
    async stop() {
      stopping.abort();
      decoy.stop();
      const hangUp = setTimeout(() => app.server.closeAllConnections(), LAST_ANSWER_MS);
      await app.close();
      clearTimeout(hangUp);
      await withdrawals.stop();
      await Promise.all([pool.close(), readiness.close()]);
      metrics.stop();
    },
  };
};
