import { Pool } from 'tarn';

import { withDeadline } from '../deadline.ts';
import { UnavailableError } from '../errors.ts';
import { Connection, type DatabaseAddress, type Work } from './connection.ts';
import type { ReadDatabaseLogin } from './database-login.ts';
import { NoConnectionError } from './no-connection-error.ts';

export interface ConnectionPoolOptions {
  readonly address: DatabaseAddress;
  readonly readLogin: ReadDatabaseLogin;
  readonly deadlineMs: number;
  readonly maxConnections: number;
}

/** How much earlier than us the server gives a statement up. */
const STATEMENT_TIMEOUT_MARGIN_MS = 100;

/** Longer than the ten minutes a rotation takes to settle would be pointless; shorter costs handshakes. */
const IDLE_TIMEOUT_MS = 5 * 60_000;

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const INVALID_PASSWORD = '28P01';
const QUERY_CANCELED = '57014';

/** Whether a failure may well be of one statement alone. */
const saysNothingOfOthers = (error: unknown, hurried: boolean): boolean => {
  const { errorCode } = error as UnavailableError;
  return errorCode === QUERY_CANCELED || (hurried && errorCode === 'DeadlineExceeded');
};

/**
 * Connections, each opened with the login the secret holds at that moment, so that a rotated password heals
 * without a restart. Open ones outlive a rotation: Postgres checks a password only at the start.
 *
 * When one fails, those opened before are not used again: packets that are lost, or a failover that left a
 * server read-only behind, befall all alike, and each would cost one request more its deadline. Only a
 * statement that Postgres itself gave up, or that had less time than usual, says nothing about the others.
 */
export class ConnectionPool {
  readonly #options: ConnectionPoolOptions;
  readonly #pool: Pool<Connection>;
  #suspectUntilMs = -Infinity;

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
    this.#pool = new Pool({
      create: () => this.open(),
      validate: (connection) => connection.usable && connection.openedAtMs > this.#suspectUntilMs,
      destroy: (connection) => connection.close(),
      min: 0,
      max: options.maxConnections,
      acquireTimeoutMillis: options.deadlineMs,
      createTimeoutMillis: 4 * options.deadlineMs,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      propagateCreateError: true,
    });
  }

  /**
   * A connection of one's own, outside the pool. A refused password is tried once more with the secret read
   * anew: "new connections that retrieve the secret may get the previous version".
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
   */
  async open(
    statementTimeoutMs = this.#options.deadlineMs - STATEMENT_TIMEOUT_MARGIN_MS,
  ): Promise<Connection> {
    const { address, readLogin, deadlineMs } = this.#options;
    const attempt = async (): Promise<Connection> =>
      Connection.open(address, await readLogin(), deadlineMs, statementTimeoutMs);
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof UnavailableError && error.errorCode === INVALID_PASSWORD) return attempt();
      throw error;
    }
  }

  /**
   * Waiting for a connection and the work itself share one deadline: the pool's, or `withinMs` if that is sooner.
   * @throws NoConnectionError when nothing was begun, UnavailableError when it failed.
   */
  async run<T>(work: Work<T>, withinMs = Infinity): Promise<T> {
    const deadlineMs = Math.min(this.#options.deadlineMs, withinMs);
    const startedAt = performance.now();
    const connection = await this.#acquire(deadlineMs);
    try {
      return await connection.run(Math.max(1, deadlineMs - (performance.now() - startedAt)), work);
    } catch (error) {
      if (!saysNothingOfOthers(error, deadlineMs < this.#options.deadlineMs)) {
        this.#suspectUntilMs = performance.now();
      }
      throw error;
    } finally {
      this.#pool.release(connection);
    }
  }

  /** Waits for the work under way, then closes every connection. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #acquire(deadlineMs: number): Promise<Connection> {
    const pending = this.#pool.acquire();
    try {
      // The pool's own deadline has a timer of its own already.
      if (deadlineMs >= this.#options.deadlineMs) return await pending.promise;
      return await withDeadline(deadlineMs, pending.promise, () => {
        pending.abort();
        return new NoConnectionError('NoConnectionInTime');
      });
    } catch (cause) {
      if (cause instanceof NoConnectionError) throw cause;
      const errorCode = cause instanceof UnavailableError ? cause.errorCode : 'NoConnectionInTime';
      throw new NoConnectionError(errorCode, { cause });
    }
  }
}
