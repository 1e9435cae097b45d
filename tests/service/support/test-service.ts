import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

import { Decoy } from '../../../service/decoy.ts';
import { awsClientOptions } from '../../../service/aws/client-options.ts';
import { DataKeys } from '../../../service/kms/data-keys.ts';
import { createKmsClient } from '../../../service/kms/kms-client.ts';
import { Metrics } from '../../../service/metrics/metrics.ts';
import { readCertificateAuthorities } from '../../../service/store/certificate-authorities.ts';
import { Withdrawals } from '../../../service/secrets/withdrawals.ts';
import { ConnectionPool } from '../../../service/store/connection-pool.ts';
import { createDatabaseLoginReader } from '../../../service/store/database-login.ts';
import { migrate } from '../../../service/store/migrate.ts';
import { RecordStore } from '../../../service/store/record-store.ts';
import { startTestPostgres, type TestPostgres } from '../../support/local-postgres.ts';
import { marker } from '../../support/secrets/interrogation.ts';
import { buildCheckedApp, countNothing } from './checked-app.ts';
import { startEmulatedAws } from './emulated-aws.ts';
import { leaksInProcess } from './leaks-in-process.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { Overheard } from './overheard.ts';
import {
  currentKeyArn,
  previousKeyArn,
  region,
  secretArn,
  useAwsEnvironment,
  type TestAws,
} from './test-aws.ts';
import { writtenBy } from './written-by.ts';

export const wrongKeyMessage = {
  Message: 'Data decryption failed, make sure you have the correct key',
};

/** Short, so that a test of an outage is short; long enough for a busy machine. */
export const testDeadlineMs = 800;

export const secretStringOf = ({ user, password }: Pick<TestPostgres, 'user' | 'password'>): string =>
  JSON.stringify({ username: user, password: password() });

/** The service's own metrics, their lines among those of a log once they are flushed. */
export const metricsInto = ({ write }: Pick<MemoryLog, 'write'>): Metrics =>
  new Metrics({ namespace: 'Keywatch/test', write, nowMs: Date.now });

export const dataKeysOf = (metrics: Pick<Metrics, 'kmsCall'> = countNothing): DataKeys =>
  new DataKeys({
    client: createKmsClient(region, 20),
    kmsKeyArn: currentKeyArn,
    previousKmsKeyArns: [previousKeyArn],
    deadlineMs: testDeadlineMs,
    metrics,
    logged: () => Promise.resolve(),
  });

/** One that is nowhere else. */
const anyText = marker();

interface PoolChanges {
  readonly host?: string;
  readonly port?: number;
  readonly caFile?: string | undefined;
  readonly maxConnections?: number;
}

export const poolOf = (postgres: TestPostgres, changes: PoolChanges = {}): ConnectionPool => {
  const { caFile, maxConnections = 4, ...address } = { ...postgres, ...changes };
  return new ConnectionPool({
    address: {
      host: address.host,
      port: address.port,
      database: address.database,
      certificateAuthorities: readCertificateAuthorities(caFile, region),
    },
    readLogin: createDatabaseLoginReader(
      new SecretsManagerClient(awsClientOptions(region, 20)),
      secretArn,
      testDeadlineMs,
    ),
    deadlineMs: testDeadlineMs,
    maxConnections,
  });
};

/**
 * The service's app over a real Postgres and what stands in for AWS, with short deadlines; not listening. `stop` finds no
 * secret in what came of it.
 */
export class TestService<Aws extends TestAws = TestAws> {
  readonly log = createMemoryLog();
  readonly aws: Aws;
  readonly postgres: TestPostgres;
  readonly pool: ConnectionPool;
  readonly store: RecordStore;
  readonly decoy: Decoy;
  readonly withdrawals: Withdrawals;
  readonly app: FastifyInstance;
  readonly overheard = new Overheard();
  readonly #metrics = metricsInto(this.log);

  constructor(aws: Aws, postgres: TestPostgres, changes: PoolChanges) {
    this.aws = aws;
    this.postgres = postgres;
    this.pool = poolOf(postgres, changes);
    this.store = new RecordStore(this.pool);
    const dataKeys = dataKeysOf(this.#metrics);
    this.decoy = new Decoy({ dataKeys, log: this.log.log });
    this.withdrawals = new Withdrawals([50, 100, 200, 400]);
    this.app = buildCheckedApp({
      log: this.log.log,
      metrics: this.#metrics,
      secrets: { store: this.store, dataKeys, decoy: this.decoy, withdrawals: this.withdrawals },
      ping: () => this.store.ping(),
    });
    this.overheard.listenTo(this.app);
  }

  /** Forgets the calls and log lines so far; `stop` does not. */
  forget(): void {
    this.aws.calls.length = 0;
    this.log.clear();
  }

  freshName(): string {
    return `name ${marker()}`;
  }

  encrypt(payload: object | string): Promise<LightMyRequestResponse> {
    const headers = { 'content-type': 'application/json' };
    return this.app.inject({ method: 'POST', url: '/encrypt', payload, headers });
  }

  decrypt(payload: object, method: 'GET' | 'POST' = 'POST'): Promise<LightMyRequestResponse> {
    return this.app.inject({ method, url: '/decrypt', payload });
  }

  /** Stores Text under a fresh Name. */
  async stored(Text = anyText): Promise<{ Name: string; Key: string }> {
    const Name = this.freshName();
    const response = await this.encrypt({ Name, Text });
    if (response.statusCode !== 200) throw new Error(`not stored: ${response.body}`);
    return { Name, Key: response.json<{ Key: string }>().Key };
  }

  async rowCount(): Promise<number> {
    const [row] = await this.pool.run((sql) => sql<{ n: number }[]>`select count(*)::int as n from records`);
    return row?.n ?? NaN;
  }

  /**
   * Ends everything, and looks for what was said.
   * @throws Error with a sentence for each secret that came out.
   */
  async stop(): Promise<void> {
    this.decoy.stop();
    await this.app.close();
    await this.withdrawals.stop();
    await this.pool.close();
    await this.aws.stop();
    const leaks = await this.#leaks().finally(() => this.postgres.stop());
    if (leaks.length > 0) throw new Error(leaks.join('\n'));
  }

  async #leaks(): Promise<string[]> {
    this.#metrics.flush();
    const { overheard, log, aws, postgres } = this;
    const database = await writtenBy(postgres);
    return leaksInProcess({ overheard, log, aws, passwords: [postgres.password()], database });
  }
}

interface TestServiceOptions<Aws extends TestAws> {
  /** Starts what stands in for AWS; the local run's endpoint unless given. */
  readonly startAws: (readSecretString: () => string) => Promise<Aws>;
  /** Leads the service to Postgres through another port, a proxy's. */
  readonly viaPort?: (postgres: TestPostgres) => Promise<number>;
}

export const startTestServiceWith = async <Aws extends TestAws>(
  options: TestServiceOptions<Aws>,
): Promise<TestService<Aws>> => {
  const postgres = await startTestPostgres();
  const aws = await options.startAws(() => secretStringOf(postgres));
  useAwsEnvironment(aws);
  const port = await options.viaPort?.(postgres);
  const service = new TestService(aws, postgres, port === undefined ? {} : { port });
  await migrate(service.pool);
  await service.decoy.start();
  service.forget();
  return service;
};

export const startTestService = (): Promise<TestService> =>
  startTestServiceWith({ startAws: startEmulatedAws });
