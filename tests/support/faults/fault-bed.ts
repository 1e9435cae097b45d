import postgres from 'postgres';

import { databaseSecret } from '../../../local/run/database.ts';
import { buildServiceEnvironment } from '../../../local/run/service-environment.ts';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import type { ServerSettings } from '../../../local/postgres/server-settings.ts';
import { devPlan } from '../local-plan.ts';
import { Correspondence } from '../secrets/correspondence.ts';
import { leaksOf } from '../secrets/leaks-of.ts';
import { BreakableAws } from './breakable-aws.ts';
import { BreakablePostgres } from './breakable-postgres.ts';
import { Bystander } from './bystander.ts';
import { Caller } from './caller.ts';
import { FaultService } from './fault-service.ts';
import { buildServiceBundle, type ServiceBundle } from './service-bundle.ts';
import { TcpProxy } from './tcp-proxy.ts';

interface FaultBedOptions {
  /** Postgres' settings beside those that the stack declares. */
  readonly postgres?: ServerSettings;
}

/** Whatever Postgres can tell of a statement, values included; more than a stack lets it. */
const LOG_EVERYTHING: ServerSettings = {
  log_statement: 'all',
  log_error_verbosity: 'verbose',
  log_parameter_max_length: '-1',
  log_parameter_max_length_on_error: '-1',
};

/**
 * The dev stack's parts as they run on a laptop, with a proxy on each of the service's two ways out. Everything logs all it
 * can, and `stop` finds no secret in it.
 */
export class FaultBed {
  readonly plan: LocalPlan;
  readonly postgres: BreakablePostgres;
  readonly aws: BreakableAws;
  /** Between the service and KMS. Secrets Manager is reached without it. */
  readonly kms: TcpProxy;
  /** Between the service and Postgres. */
  readonly database: TcpProxy;
  readonly bystander: Bystander;
  /** What all callers send and are answered. */
  readonly correspondence: Correspondence;
  readonly #bundle: ServiceBundle;
  readonly #services: FaultService[] = [];

  private constructor(
    parts: Pick<FaultBed, 'plan' | 'postgres' | 'aws' | 'kms' | 'database' | 'bystander' | 'correspondence'>,
    bundle: ServiceBundle,
  ) {
    this.plan = parts.plan;
    this.postgres = parts.postgres;
    this.aws = parts.aws;
    this.kms = parts.kms;
    this.database = parts.database;
    this.bystander = parts.bystander;
    this.correspondence = parts.correspondence;
    this.#bundle = bundle;
  }

  static async start(options: FaultBedOptions = {}): Promise<FaultBed> {
    const [plan, bundle] = await Promise.all([devPlan(), buildServiceBundle()]);
    const settings = { ...plan.database.parameters, ...LOG_EVERYTHING, ...options.postgres };
    const server = await BreakablePostgres.start(plan.database.name, plan.database.username, settings);
    const aws = await BreakableAws.start(plan, () => [databaseSecret(plan, server.server)]);
    const kms = await TcpProxy.start(Number(new URL(aws.url).port));
    const database = await TcpProxy.start(server.server.port);
    const correspondence = new Correspondence();
    const bystander = await Bystander.start(correspondence);
    return new FaultBed({ plan, postgres: server, aws, kms, database, bystander, correspondence }, bundle);
  }

  /** Starts the service as a process of its own, of another bundle if one is given, and waits until it listens. */
  async startService(
    changes: Readonly<Record<string, string>> = {},
    { folder }: Pick<ServiceBundle, 'folder'> = this.#bundle,
  ): Promise<FaultService> {
    const service = await FaultService.start(
      folder,
      { ...this.environment(), ...changes },
      this.bystander.caller,
    );
    this.#services.push(service);
    return service;
  }

  /** A caller of something in front of the services. */
  callerOf(url: string): Caller {
    return new Caller(url, this.correspondence);
  }

  /** What the declared container gets, endpoints and credentials aside, at trace level and without a rate limit. */
  environment(): Record<string, string> {
    const { port: databasePort } = this.database;
    return {
      ...buildServiceEnvironment(this.plan, {
        port: 0,
        postgres: { ...this.postgres.server, port: databasePort },
        awsEndpointUrl: this.aws.url,
        task: this.aws.task,
      }),
      AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${this.kms.port}`,
      LOG_LEVEL: 'trace',
      RATE_LIMIT_PER_MINUTE: '0',
    };
  }

  /** Asks the database past the proxy, as its owner. */
  async query<Row extends object>(statements: string): Promise<readonly Row[]> {
    const sql = postgres({ ...this.postgres.server.connection(), max: 1, onnotice: () => undefined });
    try {
      return await sql.unsafe<Row[]>(statements);
    } finally {
      await sql.end();
    }
  }

  /** How many secrets the database holds, and how many of them can't be whole. */
  async countRecords(): Promise<{ readonly all: number; readonly torn: number }> {
    const [row] = await this.query<{ all: number; torn: number }>(
      `select count(*)::int as all,
              count(*) filter (where length(salt) <> 32 or length(nonce) <> 12 or length(ciphertext) <= 16
                                  or length(wrapped_data_key) = 0)::int as torn
       from records`,
    );
    return row ?? { all: NaN, torn: NaN };
  }

  /** Makes everything well again. */
  async heal(): Promise<void> {
    this.aws.kmsFault = undefined;
    await Promise.all([this.kms.heal(), this.database.heal()]);
  }

  /**
   * Ends everything and removes what is left of it.
   * @throws Error with a sentence for each secret that is in anything that was produced.
   */
  async stop(): Promise<void> {
    await Promise.all(this.#services.map((service) => service.end()));
    await Promise.all([this.kms.stop(), this.database.stop(), this.aws.stop(), this.bystander.stop()]);
    await this.postgres.retire();
    const leaks = await this.#leaks().finally(async () => {
      await this.postgres.stop();
      await this.#bundle.remove();
    });
    if (leaks.length > 0) throw new Error(leaks.join('\n'));
  }

  #leaks(): Promise<string[]> {
    const { aws, correspondence, postgres } = this;
    return leaksOf({
      heard: correspondence,
      credentials: {
        "the task's AWS secret key": aws.task.secretAccessKey,
        "the task's AWS session token": aws.task.sessionToken,
      },
      passwords: postgres.passwords,
      services: {
        printed: this.#services.map(({ process }) => [...process.lines, ...process.errors].join('\n')),
        folder: this.#bundle.folder,
      },
      aws: {
        kept: { 'what happened': aws.events, 'what the detections made of the records': aws.reports },
        callIds: aws.records.map(({ requestID }) => requestID),
      },
      postgresRoot: postgres.root,
    });
  }
}
