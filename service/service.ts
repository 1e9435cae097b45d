import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FastifyBaseLogger } from 'fastify';

import { buildApp } from './app.ts';
import { awsClientOptions } from './aws-client-options.ts';
import type { Config } from './config.ts';
import { Decoy } from './decoy.ts';
import { HANDLER_TIMEOUT_MS } from './http/limits.ts';
import { DataKeys } from './kms/data-keys.ts';
import { Withdrawals } from './secrets/withdrawals.ts';
import { ConnectionPool } from './store/connection-pool.ts';
import { createDatabaseLoginReader } from './store/database-login.ts';
import { migrateOnceReachable } from './store/migrate-once-reachable.ts';
import { RecordStore } from './store/record-store.ts';

/** One KMS call, its retries included. */
const KMS_DEADLINE_MS = 2_000;

/** At 10 ms a call, 10,000 calls per second: a region's usual quota, and a bound to what a hanging KMS holds. */
const MAX_KMS_SOCKETS = 100;

/** One query, waiting for a connection included. */
const QUERY_DEADLINE_MS = 1_500;

/** Reading the database's secret, which opening a connection waits for. */
const SECRET_DEADLINE_MS = 1_500;

/** Ten tasks of ten connections fit the smallest RDS class; a query takes a millisecond. */
const MAX_CONNECTIONS = 10;

/** The running service, as the process sees it. */
export interface Service {
  /** Prepares the database, then listens. Waits as long as the database can't be reached. */
  start(): Promise<void>;
  /** Finishes what is in flight, then lets go of every connection. */
  stop(): Promise<void>;
}

const createPool = (config: Config): ConnectionPool =>
  new ConnectionPool({
    address: config.database,
    readLogin: createDatabaseLoginReader(
      new SecretsManagerClient(awsClientOptions(config.region, MAX_CONNECTIONS)),
      config.databaseSecretArn,
      SECRET_DEADLINE_MS,
    ),
    deadlineMs: QUERY_DEADLINE_MS,
    maxConnections: MAX_CONNECTIONS,
  });

/** The composition root: builds every part from the configuration and joins them. */
export const createService = (config: Config, log: FastifyBaseLogger): Service => {
  const stopping = new AbortController();
  const pool = createPool(config);
  const store = new RecordStore(pool);
  const dataKeys = new DataKeys({
    client: new KMSClient(awsClientOptions(config.region, MAX_KMS_SOCKETS)),
    kmsKeyArn: config.kmsKeyArn,
    previousKmsKeyArns: config.previousKmsKeyArns,
    deadlineMs: KMS_DEADLINE_MS,
  });
  const decoy = new Decoy({ dataKeys, log });
  const withdrawals = new Withdrawals({ store, log });
  const app = buildApp({
    log,
    trustedProxyHops: config.trustedProxyHops,
    handlerTimeoutMs: HANDLER_TIMEOUT_MS,
    secrets: { store, dataKeys, decoy, withdrawals },
    ping: () => store.ping(),
    isDraining: () => stopping.signal.aborted,
  });

  return {
    async start() {
      await Promise.all([decoy.start(), migrateOnceReachable({ pool, log, signal: stopping.signal })]);
      if (stopping.signal.aborted) return;
      const address = await app.listen({ host: config.host, port: config.port });
      log.info({ event: 'listening', address }, 'Keywatch is listening');
    },
    async stop() {
      stopping.abort();
      decoy.stop();
      await app.close();
      withdrawals.stop();
      await pool.close();
    },
  };
};
