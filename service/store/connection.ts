import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import postgres, { type Sql } from 'postgres';

import { errorCodeOf } from '../error-code.ts';
import { UnavailableError } from '../errors.ts';
import { removeFrom } from '../remove-from.ts';
import type { DatabaseLogin } from './database-login.ts';
import { NoConnectionError } from './no-connection-error.ts';
import { type TrustedHost, verifiedTls } from './verified-tls.ts';

/** Where the database is and whose certificates it may present. */
export interface DatabaseAddress extends TrustedHost {
  readonly port: number;
  readonly database: string;
}

/** What can be run on a connection. */
export type Work<T> = (sql: Sql) => PromiseLike<T>;

/** A lookup is answered at once; whatever else may wait, for a lock or until it is on disk. */
export type WorkKind = 'lookup' | 'other';

/** Longer than the ten minutes a rotation takes to settle would be pointless; shorter costs handshakes. */
const IDLE_TIMEOUT_MS = 5 * 60_000;

/** What a goodbye may take. */
const GOODBYE_SECONDS = 5;

/**
 * One connection to Postgres that takes no more work at the first sign of trouble.
 *
 * Work is sent behind what is under way, without waiting for its answers, which come in the same order
 * ("pipelining" in PostgreSQL's words). A postgres.js promise may never settle when the backend stops answering (a
 * stopped process, lost packets), so each piece of work has a deadline. After a failure what is under way may still
 * end, each by its own deadline; then the socket is destroyed. Postgres itself gives up a little earlier
 * (`statement_timeout`), so that what the caller was told has failed rarely happens afterwards.
 *
 * Left alone, a postgres.js client reconnects by itself: with the old password, and in a tight loop when the
 * server accepts and hangs up. Here a client has one socket, and that socket is dialled once.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class Connection {
  readonly #address: DatabaseAddress;
  readonly #sql: Sql;
  /** Each piece of work under way, by what ends the wait for it. */
  readonly #underWay: ((error: Error) => void)[] = [];
  /** How many of them may have to wait. */
  #mayWait = 0;
  #openedAtMs = Infinity;
  /** Runs while nothing is under way. Ours, since postgres.js takes statements, and loses them, while it says goodbye. */
  #idleTimer: NodeJS.Timeout | undefined;
  #socket: Socket | undefined;
  #closed = false;
  /** While the goodbye is on its way: to destroy a socket that is being written to is an error nobody hears. */
  #leaving = false;
  /** Who waits until nothing is under way. */
  #idle: () => void = () => undefined;

  private constructor(address: DatabaseAddress, login: DatabaseLogin, statementTimeoutMs: number) {
    this.#address = address;
    this.#sql = postgres({
      host: address.host,
      port: address.port,
      database: address.database,
      ...login,
      max: 1,
      connect_timeout: 0,
      max_lifetime: null,
      fetch_types: false,
      onnotice: () => undefined,
      onclose: () => this.#giveUp(),
      connection: { application_name: 'keywatch', statement_timeout: statementTimeoutMs },
      ssl: verifiedTls(address),
      socket: () => this.#dial(),
    } as ClientOptions);
  }

  /** @throws UnavailableError with the SQLSTATE or the network's code; `28P01` is a refused password. */
  static async open(
    address: DatabaseAddress,
    login: DatabaseLogin,
    deadlineMs: number,
    statementTimeoutMs: number,
  ): Promise<Connection> {
    const connection = new Connection(address, login, statementTimeoutMs);
    await connection.run(deadlineMs, (sql) => sql`select 1`);
    connection.#openedAtMs = performance.now();
    return connection;
  }

  /** Since when it has been seen to work. */
  get openedAtMs(): number {
    return this.#openedAtMs;
  }

  get usable(): boolean {
    return !this.#closed;
  }

  /** How many pieces of work are under way. */
  get load(): number {
    return this.#underWay.length;
  }

  /** Whether only lookups are under way, or nothing. */
  get answersAtOnce(): boolean {
    return this.#mayWait === 0;
  }

  /**
   * Runs one piece of work. Any failure closes the connection. Closed, it begins nothing: postgres.js would write
   * to the destroyed socket, and nobody hears that error.
   * @throws NoConnectionError when it is closed, UnavailableError when the work failed.
   */
  run<T>(deadlineMs: number, work: Work<T>, kind: WorkKind = 'other'): Promise<T> {
    if (this.#closed) return Promise.reject(new NoConnectionError('ConnectionClosed'));
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        if (removeFrom(this.#underWay, fail) && kind === 'other') this.#mayWait -= 1;
        if (this.#closed) this.close();
        else if (this.load === 0) this.#idleTimer = setTimeout(() => this.#leave(), IDLE_TIMEOUT_MS).unref();
      };
      const fail = (cause: unknown): void => {
        this.#closed = true;
        end();
        reject(asUnavailable(cause));
      };
      const timer = setTimeout(() => fail(new UnavailableError('database', 'DeadlineExceeded')), deadlineMs);
      clearTimeout(this.#idleTimer);
      this.#underWay.push(fail);
      if (kind === 'other') this.#mayWait += 1;
      try {
        work(this.#sql).then((result) => {
          end();
          resolve(result);
        }, fail);
      } catch (cause) {
        fail(cause);
      }
    });
  }

  /** Takes no more work, and hangs up once none is under way. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    // Without an error: postgres.js takes its listeners off a socket once TLS wraps it.
    if (this.#underWay.length > 0 || this.#leaving) return;
    this.#socket?.destroy();
    this.#idle();
  }

  /** Closes; resolves once nothing is under way. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle = resolve;
      this.close();
    });
  }

  /** Takes no more work, and lets postgres.js say goodbye: else Postgres would note that it was hung up on. */
  #leave(): void {
    this.#closed = true;
    this.#leaving = true;
    const gone = (): void => {
      this.#leaving = false;
      this.close();
    };
    this.#sql.end({ timeout: GOODBYE_SECONDS }).then(gone, gone);
  }

  /**
   * The socket is gone. postgres.js tells those whose statement was sent; others, which waited until it would know
   * how to send theirs, would wait for ever.
   */
  #giveUp(): void {
    this.close();
    setImmediate(() => {
      for (const fail of [...this.#underWay]) fail(new UnavailableError('database', 'ConnectionClosed'));
    });
  }

  async #dial(): Promise<Socket> {
    if (this.#closed || this.#socket !== undefined) {
      throw new UnavailableError('database', 'ConnectionClosed');
    }
    const { host, port } = this.#address;
    this.#socket = connect({ host, port, keepAlive: true, noDelay: true });
    await once(this.#socket, 'connect');
    return this.#socket;
  }
}

const asUnavailable = (cause: unknown): UnavailableError =>
  cause instanceof UnavailableError ? cause : new UnavailableError('database', errorCodeOf(cause), { cause });

/** `socket` is documented by postgres.js but missing from its types. */
type ClientOptions = postgres.Options<Record<string, postgres.PostgresType>>;
