import type { FastifyInstance } from 'fastify';

import { Decoy } from '../../../service/decoy.ts';
import { HostileTarget } from '../../support/hostile/hostile-target.ts';
import type { RawTarget } from '../../support/hostile/try-raw.ts';
import { buildCheckedApp } from './checked-app.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeRecordStore, noWithdrawals } from './fake-record-store.ts';
import { createMemoryLog } from './memory-log.ts';
import { useAwsEnvironment } from './test-aws.ts';
import { dataKeysOf } from './test-service.ts';

/** The service's app over sockets, its records in memory: quick to start, and its answers doubly checked. */
export class InProcessTarget {
  readonly target: HostileTarget;
  readonly raw: RawTarget;
  readonly #app: FastifyInstance;
  readonly #aws: FakeAws;

  private constructor(target: HostileTarget, app: FastifyInstance, aws: FakeAws) {
    this.target = target;
    this.raw = { ...target.running, port: Number(new URL(target.running.url).port) };
    this.#app = app;
    this.#aws = aws;
  }

  static async start(): Promise<InProcessTarget> {
    const log = createMemoryLog();
    const aws = await FakeAws.start(() => '');
    useAwsEnvironment(aws);
    const dataKeys = dataKeysOf();
    const decoy = new Decoy({ dataKeys, log: log.log });
    const store = new FakeRecordStore();
    const app = buildCheckedApp({
      log: log.log,
      secrets: { store: store.asStore, dataKeys, decoy, withdrawals: noWithdrawals },
    });
    await decoy.start();
    const running = {
      url: await app.listen({ host: '127.0.0.1', port: 0 }),
      printed: () => log.text(),
      countRecords: () => Promise.resolve(store.records.size),
    };
    return new InProcessTarget(await HostileTarget.of(running), app, aws);
  }

  async stop(): Promise<void> {
    this.target.close();
    await this.#app.close();
    await this.#aws.stop();
  }
}
