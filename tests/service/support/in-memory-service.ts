import type { FastifyInstance } from 'fastify';

import type { AppOptions } from '../../../service/app.ts';
import { Decoy } from '../../../service/decoy.ts';
import type { SecretDependencies } from '../../../service/secrets/dependencies.ts';
import type { Secrets } from '../../support/secrets/find-secrets.ts';
import { buildCheckedApp } from './checked-app.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeRecordStore, noWithdrawals } from './fake-record-store.ts';
import { leaksInProcess } from './leaks-in-process.ts';
import { createMemoryLog } from './memory-log.ts';
import { Overheard } from './overheard.ts';
import { useAwsEnvironment } from './test-aws.ts';
import { dataKeysOf, metricsInto } from './test-service.ts';

type AppChanges = Partial<Omit<AppOptions, 'log' | 'secrets'>>;

/** The service's app over the fake AWS, its records in memory; `stop` finds no secret in what came of it. */
export class InMemoryService {
  readonly log = createMemoryLog();
  readonly records = new FakeRecordStore();
  readonly overheard = new Overheard();
  readonly aws: FakeAws;
  readonly app: FastifyInstance;
  readonly #metrics = metricsInto(this.log);
  readonly #decoy: Decoy;
  readonly #secrets: SecretDependencies;

  private constructor(aws: FakeAws, changes: AppChanges) {
    this.aws = aws;
    const dataKeys = dataKeysOf(this.#metrics);
    this.#decoy = new Decoy({ dataKeys, log: this.log.log });
    const store = this.records.asStore;
    this.#secrets = { store, dataKeys, decoy: this.#decoy, withdrawals: noWithdrawals };
    this.app = this.appWith(changes);
  }

  /** Not listening; the calls and lines of its start forgotten. */
  static async start(changes: AppChanges = {}): Promise<InMemoryService> {
    const aws = await FakeAws.start(() => '');
    useAwsEnvironment(aws);
    const service = new InMemoryService(aws, changes);
    await service.#decoy.start();
    service.forget();
    return service;
  }

  /** One more app over the same records and AWS, its caller's to close. */
  appWith(changes: AppChanges): FastifyInstance {
    const app = buildCheckedApp({
      log: this.log.log,
      metrics: this.#metrics,
      secrets: this.#secrets,
      ...changes,
    });
    this.overheard.listenTo(app);
    return app;
  }

  /** Forgets the calls and log lines so far; `stop` does not. */
  forget(): void {
    this.aws.calls.length = 0;
    this.log.clear();
  }

  /**
   * Ends it, and looks for what was said: for canaries if all was said in these.
   * @throws Error with a sentence for each secret that came out.
   */
  async stop(canaries?: Secrets): Promise<void> {
    await this.app.close();
    await this.aws.stop();
    this.#metrics.flush();
    const records = JSON.stringify([...this.records.records]);
    const { overheard, log, aws } = this;
    const leaks = await leaksInProcess({
      overheard,
      log,
      aws,
      ...(canaries !== undefined && { canaries }),
      database: [{ place: 'a record', bytes: Buffer.from(records) }],
    });
    if (leaks.length > 0) throw new Error(leaks.join('\n'));
  }
}
