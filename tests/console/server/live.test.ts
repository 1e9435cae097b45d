import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleEvent, DatapointView } from '../../../console/protocol.ts';
import { startFakeRun, type FakeRun } from '../../support/console/fake-run.ts';
import { noAssets, readSnapshot, readStream, type StreamMessage } from '../../support/console/page.ts';
import { devPlan } from '../../support/local-plan.ts';

const eventsIn = (messages: readonly StreamMessage[]): ConsoleEvent[] =>
  messages.flatMap(({ event, data }) => (event === 'events' ? (data as ConsoleEvent[]) : []));
const has =
  (kind: ConsoleEvent['kind']) =>
  (message: StreamMessage): boolean =>
    eventsIn([message]).some((event) => event.kind === kind);

describe("the console's live stream", () => {
  let run: FakeRun;

  beforeAll(async () => {
    run = await startFakeRun({ plan: await devPlan(), assets: noAssets });
  });
  afterAll(() => run.stop());

  const streamAfter = (cursor: string): string => `${run.url}/api/events?after=${cursor}`;

  it('tells what happens after the snapshot, and with it makes the next snapshot', async () => {
    const before = await readSnapshot(run.url);
    const reading = readStream(streamAfter(before.cursor), {}, has('match'));
    await run.attempt('wrong-key');
    await run.advance(2_000);
    const told = eventsIn(await reading);
    const after = await readSnapshot(run.url);
    expect([...before.events, ...told]).toEqual(after.events.slice(0, before.events.length + told.length));
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['request', 'call', 'delivery', 'match']),
    );
  });

  it('goes on where a connection broke off, by the id that the browser sends back', async () => {
    const { cursor } = await readSnapshot(run.url);
    const first = readStream(streamAfter(cursor), {}, has('request'));
    await run.attempt('encrypt');
    const lastId = (await first).at(-1)?.id ?? '';
    await run.attempt('unknown-name');
    // The address is still that of the first connection.
    const second = await readStream(streamAfter(cursor), { 'last-event-id': lastId }, has('request'));
    const ids = eventsIn([...(await first), ...second]).map(({ id }) => id);
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
    expect(eventsIn(second).find(({ kind }) => kind === 'request')).toMatchObject({ statusCode: 400 });
  });

  it('tells the values of graphs as they change', async () => {
    const { cursor, detections } = await readSnapshot(run.url);
    const { seriesId } = detections.find(({ id }) => id === 'keywatch-dev-kms-wrong-key') ?? {};
    const isNew = ({ event, data }: StreamMessage): boolean =>
      event === 'datapoints' &&
      (data as DatapointView[]).some((point) => point.seriesId === seriesId && point.startMs >= newMinute);
    await run.advance(60_000);
    const newMinute = Math.floor(run.loop.clock.nowMs() / 60_000) * 60_000;
    const reading = readStream(streamAfter(cursor), {}, isNew);
    await run.attempt('wrong-key');
    await run.advance(2_000);
    const point = (await reading)
      .flatMap(({ event, data }) => (event === 'datapoints' ? (data as DatapointView[]) : []))
      .findLast((each) => each.seriesId === seriesId);
    expect(point).toEqual({ seriesId, startMs: newMinute, value: 1 });
  });

  it('asks a page that was opened in an earlier run to begin anew', async () => {
    const earlier = (await readSnapshot(run.url)).cursor.replace(/^[^.]+/, 'another');
    const [message] = await readStream(streamAfter(earlier), {}, () => true);
    expect(message).toMatchObject({ event: 'reset', data: { because: 'another-run' } });
  });
});
