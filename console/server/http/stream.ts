import type { Writable } from 'node:stream';
import type { Clock } from '../../../local/clock/clock.ts';
import type { StreamMessages } from '../../protocol.ts';
import type { History } from '../history/history.ts';
import type { Viewer } from '../views/viewer.ts';
import { parseCursor, printCursor } from './cursor.ts';

/** How long events are gathered before they are sent together. */
const flushMs = 100;
const datapointsMs = 1_000;
/** Keeps proxies and browsers from taking silence for a dead connection, and finds dead ones. */
const heartbeatMs = 15_000;
/** Events in one message; what is more waits for the next turn. */
const maxEventsPerMessage = 1_000;
const maxListeners = 32;

export interface StreamOptions {
  readonly history: History;
  /** Tells this run of the console from others: its event ids begin anew. */
  readonly instance: string;
  readonly clock: Clock;
  readonly viewer: Pick<Viewer, 'datapoints' | 'allDatapoints'>;
}

/**
 * The live stream. Nothing is queued for a listener: each has a place in the history and is sent what comes after it
 * once its connection takes more. A slow one so costs no memory, and skips ahead when what it missed is forgotten.
 */
export interface Stream {
  /** Where the stream is now. */
  cursor(): string;
  hasRoom(): boolean;
  /** Sends to a connection what comes after a place. */
  add(connection: Writable, from: string): void;
  start(): void;
  /** Ends all connections. */
  stop(): void;
}

interface Listener {
  readonly connection: Writable;
  /** The last event sent. */
  lastId: number;
  /** The connection's buffer is full. */
  isBlocked: boolean;
  /** Missed values of graphs while it was. */
  hasOldGraphs: boolean;
}

export function createStream(options: StreamOptions): Stream {
  return new EventStream(options);
}

class EventStream implements Stream {
  readonly #options: StreamOptions;
  readonly #listeners = new Set<Listener>();
  /** By their intervals. */
  readonly #timers = new Map<number, () => void>();

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  cursor(): string {
    return this.#cursorAt(this.#options.history.lastId);
  }

  hasRoom(): boolean {
    return this.#listeners.size < maxListeners;
  }

  add(connection: Writable, from: string): void {
    const { history, instance } = this.#options;
    const cursor = parseCursor(from);
    const listener = { connection, lastId: cursor?.id ?? 0, isBlocked: false, hasOldGraphs: true };
    this.#listeners.add(listener);
    connection.on('drain', () => (listener.isBlocked = false));
    connection.on('close', () => this.#listeners.delete(listener));
    connection.on('error', () => this.#listeners.delete(listener));
    connection.write('retry: 1000\n\n');
    const isKnown = cursor?.instance === instance && cursor.id <= history.lastId;
    if (isKnown) this.#flush(listener);
    else this.#reset(listener, 'another-run');
  }

  start(): void {
    this.#repeat(flushMs, () => {
      for (const listener of this.#listeners) this.#flush(listener);
    });
    this.#repeat(datapointsMs, () => this.#tellDatapoints());
    this.#repeat(heartbeatMs, () => {
      for (const { connection, isBlocked } of this.#listeners) if (!isBlocked) connection.write(':\n\n');
    });
  }

  stop(): void {
    for (const callOff of this.#timers.values()) callOff();
    for (const { connection } of this.#listeners) connection.end();
    this.#listeners.clear();
  }

  #cursorAt(id: number): string {
    return printCursor({ instance: this.#options.instance, id });
  }

  #repeat(everyMs: number, run: () => void): void {
    const again = (): void => {
      this.#timers.set(everyMs, this.#options.clock.schedule(everyMs, again));
      run();
    };
    this.#timers.set(everyMs, this.#options.clock.schedule(everyMs, again));
  }

  #send<Name extends keyof StreamMessages>(
    listener: Listener,
    event: Name,
    data: StreamMessages[Name],
  ): void {
    const id = this.#cursorAt(listener.lastId);
    const text = `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
    listener.isBlocked = !listener.connection.write(text);
  }

  #flush(listener: Listener): void {
    const { history } = this.#options;
    if (listener.hasOldGraphs && !listener.isBlocked) this.#sendAllDatapoints(listener);
    while (!listener.isBlocked && listener.lastId < history.lastId) {
      const events = history.after(listener.lastId, maxEventsPerMessage);
      if (events === undefined) {
        this.#reset(listener, 'forgotten');
        return;
      }
      listener.lastId = events.at(-1)?.id ?? history.lastId;
      this.#send(listener, 'events', events);
    }
  }

  #reset(listener: Listener, because: StreamMessages['reset']['because']): void {
    listener.lastId = this.#options.history.lastId;
    this.#send(listener, 'reset', { because });
  }

  #sendAllDatapoints(listener: Listener): void {
    listener.hasOldGraphs = false;
    this.#send(listener, 'datapoints', this.#options.viewer.allDatapoints());
  }

  #tellDatapoints(): void {
    const changes = this.#listeners.size === 0 ? [] : this.#options.viewer.datapoints();
    if (changes.length === 0) return;
    for (const listener of this.#listeners) {
      if (listener.isBlocked) listener.hasOldGraphs = true;
      else this.#send(listener, 'datapoints', changes);
    }
  }
}
