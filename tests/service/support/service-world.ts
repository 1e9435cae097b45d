import { startTestPostgres, type TestPostgres } from '../../support/local-postgres.ts';
import { buildServiceBundle, type ServiceBundle } from '../../support/faults/service-bundle.ts';
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

  /** One more process. It has no rate limit unless `changes` to its environment say so. */
  async listen(changes: Readonly<Record<string, string>> = {}): Promise<ListeningService> {
    const process = new ServiceProcess(this.#bundle.folder, {
      ...this.aws.environment,
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
    const { address } = await process.event('listening');
    await process.event('decoy-ready');
    return { url: String(address), process };
  }

  async stop(): Promise<void> {
    for (const process of this.#processes) {
      process.signal('SIGKILL');
      await process.exited;
    }
    await this.aws.stop();
    await this.postgres.stop();
    await this.#bundle.remove();
  }
}
