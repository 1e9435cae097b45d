import { withDeadline } from '../deadline.ts';
import { errorCodeOf } from '../error-code.ts';
import { UnavailableError } from '../errors.ts';
import { Connection, type DatabaseAddress, type Work, type WorkKind } from './connection.ts';
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

/** After an opening failed, others are not tried for its sake alone: a server that has no place has none at once. */
const GROWTH_PAUSE_MS = 1_000;

/**
 * Lookups under way on a connection before the next one goes elsewhere. The more share one, the fewer reads, writes, TLS
 * records and wake-ups of a backend each costs; and the more wait when one is slow after all.
 */
const LOOKUPS_PER_CONNECTION = 8;

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const INVALID_PASSWORD = '28P01';
const QUERY_CANCELED = '57014';

/** Whether a failure may well be of one statement alone, or of none: its connection was closed just before. */
const saysNothingOfOthers = (error: unknown, hurried: boolean): boolean => {
  const { errorCode } = error as UnavailableError;
  const ofOneStatement = errorCode === QUERY_CANCELED || (hurried && errorCode === 'DeadlineExceeded');
  return ofOneStatement || error instanceof NoConnectionError;
};

/** Whether work would be answered about as soon as on a connection of its own. */
const suits = ({ load, answersAtOnce }: Connection, kind: WorkKind): boolean =>
  load === 0 || (kind === 'lookup' && answersAtOnce && load < LOOKUPS_PER_CONNECTION);

/**
 * Connections, each opened with the login the secret holds at that moment, so that a rotated password heals
 * without a restart. Open ones outlive a rotation: Postgres checks a password only at the start.
 *
 * Lookups share a connection as long as they are few. Other work, which may wait for a lock or for the disk, gets one
 * that is idle, so that nobody waits behind it. When none is left, another is opened, up to the bound, and the work is sent
 * behind another's meanwhile: under load that costs a good deal less than having it wait here. That is why no pool of
 * npm's that lends connections out serves, and postgres.js's own, which shares them, can't be told to let go of one.
 *
 * When one fails, those opened before get no more work: packets that are lost, or a failover that left a
 * server read-only behind, befall all alike, and each would cost one request more its deadline. Only a
 * statement that Postgres itself gave up, or that had less time than usual, says nothing about the others. While
 * what they have under way ends, for a deadline at most, there may be as many connections again.
 */
export class ConnectionPool {
  readonly #options: ConnectionPoolOptions;
  readonly #openings = new Set<Promise<Connection>>();
  /** Those who have no connection, each by what hands it one. */
  readonly #waiting = new Set<(connection: Connection) => void>();
  /** Since they were last looked through, some may have become unusable. */
  #connections: Connection[] = [];
  #suspectUntilMs = -Infinity;
  #noGrowthUntilMs = -Infinity;

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
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
  run<T>(work: Work<T>, withinMs = Infinity): Promise<T> {
    return this.#run('other', work, withinMs);
  }

  /** The same for work that finds a row by its key and changes nothing. */
  lookUp<T>(work: Work<T>, withinMs = Infinity): Promise<T> {
    return this.#run('lookup', work, withinMs);
  }

  /** Waits for the work under way, then closes every connection. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#openings);
    await Promise.all(this.#connections.map((connection) => connection.end()));
  }

  async #run<T>(kind: WorkKind, work: Work<T>, withinMs: number): Promise<T> {
    const deadlineMs = Math.min(this.#options.deadlineMs, withinMs);
    const startedAt = performance.now();
    const connection = this.#pick(kind) ?? (await this.#opened(deadlineMs));
    try {
      const leftMs = Math.max(1, deadlineMs - (performance.now() - startedAt));
      return await connection.run(leftMs, work, kind);
    } catch (error) {
      if (!saysNothingOfOthers(error, deadlineMs < this.#options.deadlineMs)) {
        this.#suspectUntilMs = performance.now();
      }
      throw error;
    }
  }

  /** A connection that suits; else, while another is opened if there may be one, that with the least under way. */
  #pick(kind: WorkKind): Connection | undefined {
    let picked: Connection | undefined;
    for (const connection of this.#usable()) {
      if (suits(connection, kind)) return connection;
      if (picked === undefined || connection.load < picked.load) picked = connection;
    }
    if (picked !== undefined && !this.#isFull && performance.now() > this.#noGrowthUntilMs) void this.#grow();
    return picked;
  }

  get #isFull(): boolean {
    return this.#connections.length + this.#openings.size >= this.#options.maxConnections;
  }

  /** Lets go of the others. */
  #usable(): readonly Connection[] {
    const isUsable = (connection: Connection): boolean =>
      connection.usable && connection.openedAtMs > this.#suspectUntilMs;
    if (!this.#connections.every(isUsable)) {
      for (const connection of this.#connections) if (!isUsable(connection)) connection.close();
      this.#connections = this.#connections.filter(isUsable);
    }
    return this.#connections;
  }

  /** The first that opens from now on. @throws NoConnectionError, as soon as the one begun for this caller fails. */
  async #opened(deadlineMs: number): Promise<Connection> {
    const opening = this.#grow();
    let arrive: ((connection: Connection) => void) | undefined;
    const arrival = new Promise<Connection>((resolve, reject) => {
      arrive = resolve;
      this.#waiting.add(arrive);
      opening.catch(reject);
    });
    try {
      return await withDeadline(deadlineMs, arrival, () => new NoConnectionError('NoConnectionInTime'));
    } catch (cause) {
      if (cause instanceof NoConnectionError) throw cause;
      throw new NoConnectionError(errorCodeOf(cause), { cause });
    } finally {
      if (arrive !== undefined) this.#waiting.delete(arrive);
    }
  }

  /** Begins to open another connection; where there may be no more, the latest that was begun. */
  #grow(): Promise<Connection> {
    const latest = [...this.#openings].at(-1);
    if (latest !== undefined && this.#isFull) return latest;
    const opening = this.open();
    this.#openings.add(opening);
    opening
      .then(
        (connection) => {
          this.#connections.push(connection);
          for (const arrive of this.#waiting) arrive(connection);
        },
        () => {
          this.#noGrowthUntilMs = performance.now() + GROWTH_PAUSE_MS;
        },
      )
      .finally(() => this.#openings.delete(opening));
    return opening;
  }
}
