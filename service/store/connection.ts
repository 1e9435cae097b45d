import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';

import postgres, { type Sql } from 'postgres';

import { withDeadline } from '../deadline.ts';
import { errorCodeOf } from '../error-code.ts';
import { UnavailableError } from '../errors.ts';
import type { DatabaseLogin } from './database-login.ts';

/** Where the database is and whose certificates it may present. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** PEM certificates of the authorities that may vouch for the host. No other authority counts. */
  readonly certificateAuthorities: readonly string[];
}

/** What can be run on a connection. */
export type Work<T> = (sql: Sql) => PromiseLike<T>;

/** Longer than the ten minutes a rotation takes to settle would be pointless; shorter costs handshakes. */
const IDLE_TIMEOUT_SECONDS = 5 * 60;

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
  /** Each piece of work under way, with what ends the wait for it. */
  readonly #underWay = new Map<Promise<unknown>, (error: Error) => void>();
  #openedAtMs = Infinity;
  #socket: Socket | undefined;
  #closed = false;

  private constructor(address: DatabaseAddress, login: DatabaseLogin, statementTimeoutMs: number) {
    this.#address = address;
    this.#sql = postgres({
      host: address.host,
      port: address.port,
      database: address.database,
      ...login,
      max: 1,
      connect_timeout: 0,
      idle_timeout: IDLE_TIMEOUT_SECONDS,
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
    return this.#underWay.size;
  }

  /** Runs one piece of work. Any failure closes the connection. @throws UnavailableError */
  async run<T>(deadlineMs: number, work: Work<T>): Promise<T> {
    let giveUp: (error: Error) => void = () => undefined;
    const running = new Promise<T>((resolve, reject) => {
      giveUp = reject;
      const expired = (): Error => new UnavailableError('database', 'DeadlineExceeded');
      withDeadline(deadlineMs, work(this.#sql), expired).then(resolve, reject);
    });
    this.#underWay.set(running, giveUp);
    try {
      return await running;
    } catch (cause) {
      this.#closed = true;
      if (cause instanceof UnavailableError) throw cause;
      throw new UnavailableError('database', errorCodeOf(cause), { cause });
    } finally {
      this.#underWay.delete(running);
      if (this.#closed) this.close();
    }
  }

  /** Takes no more work, and hangs up once none is under way. */
  close(): void {
    this.#closed = true;
    // Without an error: postgres.js takes its listeners off a socket once TLS wraps it.
    if (this.#underWay.size === 0) this.#socket?.destroy();
  }

  /** Closes; resolves once nothing is under way. */
  async end(): Promise<void> {
    this.close();
    await Promise.allSettled(this.#underWay.keys());
  }

  /**
   * The socket is gone. postgres.js tells those whose statement was sent; others, which waited until it would know
   * how to send theirs, would wait for ever.
   */
  #giveUp(): void {
    this.close();
    setImmediate(() => {
      for (const giveUp of this.#underWay.values()) {
        giveUp(new UnavailableError('database', 'ConnectionClosed'));
      }
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

/** `socket` is documented by postgres.js but missing from its types. */
type ClientOptions = postgres.Options<Record<string, postgres.PostgresType>>;

/**
 * What PostgreSQL calls verify-full. `host` is given beside `servername` because an IP address has no server
 * name, and Node would then verify the certificate against "localhost".
 */
const verifiedTls = ({ host, certificateAuthorities }: DatabaseAddress): object => ({
  host,
  servername: isIP(host) === 0 ? host : '',
  ca: certificateAuthorities,
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
});
