import { dirname } from 'node:path';

import { startTestPostgres, type TestPostgres } from '../../support/local-postgres.ts';
import { buildServiceBundle, type ServiceBundle } from '../../support/faults/service-bundle.ts';
import { marker } from '../../support/secrets/interrogation.ts';
import { leaksOf, type Heard } from '../../support/secrets/leaks-of.ts';
import { FakeAws } from './fake-aws.ts';
import { ServiceProcess } from './service-process.ts';
import { currentKeyArn, secretArn } from './test-aws.ts';
import { secretStringOf } from './test-service.ts';

/** A service that listens, as a process of its own. */
export interface ListeningService {
  readonly url: string;
  readonly process: ServiceProcess;
}

/** The built bundle, a real Postgres and what stands in for AWS; as many processes as a test asks for. */
export class ServiceWorld {
  readonly postgres: TestPostgres;
  readonly aws: FakeAws;
  readonly #bundle: ServiceBundle;
  readonly #awsSecretKey = marker();
  readonly #processes: ServiceProcess[] = [];

  private constructor(postgres: TestPostgres, aws: FakeAws, bundle: ServiceBundle) {
    this.postgres = postgres;
    this.aws = aws;
    this.#bundle = bundle;
  }

  static async start(settings: Readonly<Record<string, string>> = {}): Promise<ServiceWorld> {
    const bundle = await buildServiceBundle();
    const postgres = await startTestPostgres({ settings });
    const aws = await FakeAws.start(() => secretStringOf(postgres));
    return new ServiceWorld(postgres, aws, bundle);
  }

  /** Where the bundle is. */
  get folder(): string {
    return this.#bundle.folder;
  }

  /** One more process, not awaited. It has no rate limit unless `changes` to its environment say so. */
  launch(changes: Readonly<Record<string, string>> = {}): ServiceProcess {
    const process = new ServiceProcess(this.#bundle.folder, {
      ...this.aws.environment,
      AWS_SECRET_ACCESS_KEY: this.#awsSecretKey,
      HOST: '127.0.0.1',
      PORT: '0',
      KMS_KEY_ARN: currentKeyArn,
      DATABASE_HOST: this.postgres.host,
      DATABASE_PORT: String(this.postgres.port),
      DATABASE_NAME: this.postgres.database,
      DATABASE_SECRET_ARN: secretArn,
      DATABASE_CA_FILE: this.postgres.caFile,
      RATE_LIMIT_PER_MINUTE: '0',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...changes,
    });
    this.#processes.push(process);
    return process;
  }

  /** The same, once it listens and has its decoy. */
  async listen(changes?: Readonly<Record<string, string>>): Promise<ListeningService> {
    const process = this.launch(changes);
    const { address } = await process.event('listening');
    await process.event('decoy-ready');
    return { url: String(address), process };
  }

  /**
   * Ends everything and removes what is left of it; before, looks for secrets there if it is told what was heard.
   * @throws Error with a sentence for each that is in anything that was produced.
   */
  async stop(heard?: Heard): Promise<void> {
    for (const process of this.#processes) {
      process.signal(heard === undefined ? 'SIGKILL' : 'SIGTERM');
      await process.exited;
    }
    await this.aws.stop();
    await this.postgres.end();
    const leaks = await (heard === undefined ? Promise.resolve([]) : this.#leaksOf(heard)).finally(
      async () => {
        await this.postgres.stop();
        await this.#bundle.remove();
      },
    );
    if (leaks.length > 0) throw new Error(leaks.join('\n'));
  }

  #leaksOf(heard: Heard): Promise<string[]> {
    const { aws, postgres } = this;
    return leaksOf({
      heard,
      credentials: { "the task's AWS secret key": this.#awsSecretKey },
      passwords: [postgres.password()],
      services: {
        printed: this.#processes.map(({ lines, errors }) => [...lines, ...errors].join('\n')),
        folder: this.#bundle.folder,
      },
      aws: { kept: { 'what it was told': aws.told }, callIds: aws.told.map(({ requestId }) => requestId) },
      postgresRoot: dirname(postgres.folder),
    });
  }
}
