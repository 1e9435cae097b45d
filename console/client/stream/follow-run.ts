import type { ConsoleEvent, StreamMessages } from '../../protocol.ts';
import type { Connection } from '../model/connection.ts';
import { createRunModel, type RunModel } from '../model/run-model.ts';
import { api } from './api.ts';
import { createFrameBatch } from './frame-batch.ts';

export interface RunFollower {
  /** A run was opened: the first time, and whenever the page has lost the thread. */
  onRun(model: RunModel): void;
  /** The model took in what happened since the last frame. */
  onEvents(events: readonly ConsoleEvent[]): void;
  onConnection(connection: Connection): void;
}

const retryMs = 2_000;

/**
 * Opens the run the server tells of and keeps its model up to date. Lasts as long as the page: a lost connection is
 * taken up again, by the browser where it can (it knows the cursor), else from a new snapshot.
 */
export function followRun(follower: RunFollower): void {
  const open = (): void => {
    api.snapshot().then(
      (snapshot) => {
        const model = createRunModel(snapshot);
        follower.onRun(model);
        listen(snapshot.cursor, model, follower, open);
      },
      () => {
        follower.onConnection('lost');
        setTimeout(open, retryMs);
      },
    );
  };
  open();
}

function listen(cursor: string, model: RunModel, follower: RunFollower, reopen: () => void): void {
  const source = new EventSource(`/api/events?after=${encodeURIComponent(cursor)}`);
  let queue: ConsoleEvent[] = [];
  const flush = createFrameBatch(() => {
    const events = queue;
    queue = [];
    model.foldEvents(events);
    follower.onEvents(events);
  });
  const on = <K extends keyof StreamMessages>(name: K, take: (data: StreamMessages[K]) => void): void => {
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      take(JSON.parse(data) as StreamMessages[K]);
      flush();
    });
  };
  on('events', (events) => {
    for (const event of events) queue.push(event);
  });
  on('datapoints', (datapoints) => {
    model.foldDatapoints(datapoints);
  });
  on('reset', () => {
    source.close();
    reopen();
  });
  source.onopen = () => {
    follower.onConnection('live');
  };
  source.onerror = () => {
    follower.onConnection('lost');
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(reopen, retryMs);
  };
}
