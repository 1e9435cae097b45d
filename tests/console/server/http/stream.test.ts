import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleEvent } from '../../../../console/protocol.ts';
import { createHistory, type History } from '../../../../console/server/history/history.ts';
import { createStream, type Stream } from '../../../../console/server/http/stream.ts';
import { createVirtualClock, type VirtualClock } from '../../../support/virtual-clock.ts';

/** What was written to a connection, by the messages' names. */
const messagesOf = (text: string): [event: string, id: string, data: unknown][] =>
  [...text.matchAll(/^event: (\w+)\nid: (\S+)\ndata: (.*)\n\n/gm)].map(
    ([, event = '', id = '', data = '']) => [event, id, JSON.parse(data)],
  );

describe('the stream', () => {
  let clock: VirtualClock;
  let history: History;
  let stream: Stream;
  let values: number[];

  beforeEach(() => {
    clock = createVirtualClock(0);
    history = createHistory({ maxTraffic: 5_000, maxNews: 10 });
    values = [];
    const point = (value: number) => ({ seriesId: 's', startMs: 0, value });
    stream = createStream({
      history,
      instance: 'run-1',
      clock,
      viewer: { datapoints: () => values.splice(0).map(point), allDatapoints: () => [point(-1)] },
    });
    stream.start();
  });
  afterEach(() => stream.stop());

  const tell = (count: number): void => {
    for (let index = 0; index < count; index++) history.add({ kind: 'fault', atMs: 0, fault: null }, {});
  };
  const traffic = (count: number): void => {
    for (let index = 0; index < count; index++) {
      history.add({ kind: 'delivery', atMs: 0, logGroupName: 'l', eventId: 'e', kmsRequestId: 'k' }, {});
    }
  };
  const connect = (from: string) => {
    const connection = new PassThrough();
    let text = '';
    connection.on('data', (chunk: Buffer) => (text += chunk.toString()));
    stream.add(connection, from);
    const ids = (): number[] =>
      messagesOf(text)
        .filter(([event]) => event === 'events')
        .flatMap(([, , data]) => (data as ConsoleEvent[]).map(({ id }) => id));
    return { connection, text: () => text, messages: () => messagesOf(text), ids };
  };

  it('gathers events for a tenth of a second and sends them together', async () => {
    const { messages } = connect(stream.cursor());
    tell(2);
    await clock.advance(99);
    expect(messages().filter(([event]) => event === 'events')).toEqual([]);
    await clock.advance(1);
    const sent = messages().filter(([event]) => event === 'events');
    expect(sent).toMatchObject([['events', 'run-1.2', [{ id: 1 }, { id: 2 }]]]);
  });

  it('goes on behind the last event that was seen', async () => {
    tell(5);
    const { ids } = connect('run-1.3');
    await clock.advance(0);
    expect(ids()).toEqual([4, 5]);
  });

  it.each(['run-0.3', 'run-1.999', '', 'nonsense', 'run-1.-1'])(
    'asks a page that comes with %j to begin anew',
    async (from) => {
      tell(5);
      const { messages, ids } = connect(from);
      await clock.advance(0);
      expect(messages()[0]).toEqual(['reset', 'run-1.5', { because: 'another-run' }]);
      tell(1);
      await clock.advance(100);
      expect(ids()).toEqual([6]);
    },
  );

  it('asks a page to begin anew when what it missed is forgotten', async () => {
    tell(20);
    const { messages } = connect('run-1.3');
    await clock.advance(0);
    expect(messages().filter(([event]) => event !== 'datapoints')).toEqual([
      ['reset', 'run-1.20', { because: 'forgotten' }],
    ]);
  });

  it('sends all values of graphs at first, then those that change, at most once a second', async () => {
    const { messages } = connect(stream.cursor());
    values.push(7);
    await clock.advance(999);
    const sent = () =>
      messages().flatMap(([event, , data]) => (event === 'datapoints' ? (data as unknown[]) : []));
    expect(sent()).toMatchObject([{ value: -1 }]);
    await clock.advance(2_001);
    expect(sent()).toMatchObject([{ value: -1 }, { value: 7 }]);
  });

  it('queues next to nothing for a page that takes nothing, and catches up once it does', async () => {
    const release: (() => void)[] = [];
    let written = '';
    const slow = new Writable({
      highWaterMark: 16 * 1024,
      write(chunk: Buffer, _encoding, done) {
        written += chunk.toString();
        release.push(done);
      },
    });
    stream.add(slow, stream.cursor());
    for (let round = 0; round < 40; round++) {
      traffic(100);
      await clock.advance(100);
    }
    // One message beyond what fills the buffer.
    expect(slow.writableLength).toBeLessThan(64 * 1024);
    while (messagesOf(written).at(-1)?.[1] !== 'run-1.4000') {
      for (const done of release.splice(0)) done();
      await clock.advance(100);
    }
    const ids = messagesOf(written)
      .filter(([event]) => event === 'events')
      .flatMap(([, , data]) => (data as ConsoleEvent[]).map(({ id }) => id));
    expect(ids).toEqual(Array.from({ length: 4_000 }, (_, index) => index + 1));
  });

  it('has room for 32 pages, and for another when one closes', async () => {
    const connections = Array.from({ length: 32 }, () => connect(stream.cursor()).connection);
    expect(stream.hasRoom()).toBe(false);
    connections[0]?.destroy();
    await clock.advance(0);
    expect(stream.hasRoom()).toBe(true);
  });

  it('breaks a silence of fifteen seconds, and ends its connections when it stops', async () => {
    const { connection, text } = connect(stream.cursor());
    await clock.advance(15_000);
    expect(text()).toMatch(/\n\n:\n\n$/);
    stream.stop();
    await clock.advance(0);
    expect(connection.writableEnded).toBe(true);
  });
});
