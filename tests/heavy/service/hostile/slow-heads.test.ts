import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import * as limits from '../../../../service/http/limits.ts';
import { FaultBed } from '../../../support/faults/fault-bed.ts';
import type { FaultService } from '../../../support/faults/fault-service.ts';
import { expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { Traffic, type Observed } from '../../../support/faults/traffic.ts';
import { waitFor } from '../../../support/faults/wait-for.ts';
import { sendSlowly, type SlowEnd } from '../../../support/hostile/slow-client.ts';

const CLIENTS = 500;

/** What a timer of the service or of a client may be late on a busy machine. */
const LATE_MS = 3_000;

/** What one flood more may leave in use: less than half of its connections would be, of some ten KiB each. */
const KEPT_BYTES = 2 * 1024 * 1024;

const heapTeller = fileURLToPath(
  new URL('../../../support/hostile/tell-heap-on-signal.mjs', import.meta.url),
);

const whole = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
const half = 'POST /decrypt HTTP/1.1\r\nHost: x\r\nX-Filler: ';

let bed: FaultBed;
let service: FaultService;
let port: number;
beforeAll(async () => {
  bed = await FaultBed.start();
  service = await bed.startService({ NODE_OPTIONS: `--import ${heapTeller}` });
  port = Number(new URL(service.url).port);
}, 300_000);
const rows: Row[] = [];
afterAll(async () => {
  printRows(`${CLIENTS} slow heads`, rows);
  await bed.stop();
});

const expectWithin = ({ openMs }: SlowEnd, earliestMs: number, latestMs: number): void => {
  expect(openMs).toBeGreaterThanOrEqual(earliestMs - 50);
  expect(openMs).toBeLessThanOrEqual(latestMs + LATE_MS);
};

const expectHeadTimeout = (end: SlowEnd): void => {
  const { HEADERS_TIMEOUT_MS, HEADERS_CHECK_INTERVAL_MS } = limits;
  expectWithin(end, HEADERS_TIMEOUT_MS, HEADERS_TIMEOUT_MS + HEADERS_CHECK_INTERVAL_MS);
};

const tooLate = {
  statusCode: 408,
  head: expect.stringMatching(
    /\r\nConnection: close\r\nContent-Type: application\/json; charset=utf-8\r\n/,
  ) as string,
  body: '{"Message":"The request took too long to arrive"}',
} as object;

describe.concurrent('a head that does not end', { timeout: 100_000 }, () => {
  it.each([
    ['a byte a second from the first', { everySecond: (number: number) => half.charAt(number) }],
    ['a byte a second of a header', { atOnce: half, everySecond: () => 'x' }],
    ['a header a second', { atOnce: `${half}x\r\n`, everySecond: () => 'X: y\r\n' }],
    ['an empty line a second before the first', { everySecond: () => '\r\n' }],
    ['nothing more after its half', { atOnce: half }],
  ])('is answered 408 and hung up on within the limit: %s', async (_title, bytes) => {
    const end = await sendSlowly(port, bytes);
    expect(end.answers).toEqual([tooLate]);
    expectHeadTimeout(end);
  });

  it('is answered so behind a request that was answered', async () => {
    const end = await sendSlowly(port, { atOnce: whole + half, everySecond: () => 'x' });
    expect(end.answers).toMatchObject([{ statusCode: 200 }, tooLate]);
    expectHeadTimeout(end);
  });

  it('is hung up on without a word when it never began', async () => {
    const end = await sendSlowly(port, {});
    expect(end.answers).toEqual([]);
    expectHeadTimeout(end);
  });

  it.each([
    ['one header', `${half}${'x'.repeat(17_000)}`],
    ['many headers', half + 'x\r\ny:'.repeat(9_000)],
    ['a path', `GET /${'x'.repeat(17_000)}`],
  ])('is answered 431 when it is too large: %s', async (_title, atOnce) => {
    const { answers } = await sendSlowly(port, { atOnce });
    expect(answers).toMatchObject([{ statusCode: 431, body: '{"Message":"The headers are too large"}' }]);
  });

  it('is hung up on when it is a flood, whether or not its sender still hears why', async () => {
    const floods = Array.from({ length: 50 }, () =>
      sendSlowly(port, { atOnce: half + 'x'.repeat(1_000_000) }),
    );
    for (const { answers, openMs } of await Promise.all(floods)) {
      expect(answers.map(({ statusCode }) => statusCode).filter((statusCode) => statusCode !== 431)).toEqual(
        [],
      );
      expect(openMs).toBeLessThan(limits.HEADERS_TIMEOUT_MS);
    }
  });
});

describe.concurrent('a connection between two requests', { timeout: 100_000 }, () => {
  it("is kept longer than the load balancer's 60 s, which is longer than a head may take", async () => {
    const socket = connect(port, '127.0.0.1');
    const received: string[] = [];
    socket.setEncoding('latin1').on('data', (text: string) => received.push(text));
    for (let request = 1; request <= 2; request += 1) {
      socket.write(whole);
      await waitFor(() => received.join('').split('HTTP/1.1 200 ').length === request + 1);
      if (request === 1) await delay(62_000);
    }
    socket.destroy();
  });

  it('is hung up on when it is idle for longer', async () => {
    const end = await sendSlowly(port, { atOnce: whole });
    expect(end.answers).toMatchObject([{ statusCode: 200 }]);
    // Node adds a second of its own.
    expectWithin(end, limits.KEEP_ALIVE_TIMEOUT_MS, limits.KEEP_ALIVE_TIMEOUT_MS + 1_000);
  });
});

/** What the service has in use at least, of several times after collecting its garbage: closing takes it a few turns. */
const bytesInUse = async (): Promise<number> => {
  const { errors } = service.process;
  for (let time = 0; time < 5; time += 1) {
    const before = errors.length;
    service.process.signal('SIGUSR2');
    await waitFor(() => errors.length > before);
    await delay(200);
  }
  return Math.min(...errors.slice(-5).map((line) => Number(/^(\d+) bytes in use$/.exec(line)?.[1])));
};

/** One after the other within two seconds: how fast a process accepts connections is another question. */
const beginSlowly = async (): Promise<SlowEnd[]> => {
  const ends: Promise<SlowEnd>[] = [];
  for (let client = 0; client < CLIENTS; client += 1) {
    ends.push(sendSlowly(port, { atOnce: half + 'x'.repeat(8_000), everySecond: () => 'x' }));
    if (client % 10 === 0) await delay(40);
  }
  return Promise.all(ends);
};

/** All heads run out within two seconds and are answered then: of twenty others one may notice that. */
const expectQuick = ({ health, bystander }: Observed): void => {
  expect(health.outcomes()).toEqual({ 200: health.count });
  expect(health.percentileMs(0.95)).toBeLessThanOrEqual(200 + bystander.percentileMs(0.99));
};

describe(`${CLIENTS} heads that do not end, all at once`, () => {
  it(
    'keep nobody else waiting, and leave neither descriptors nor memory behind',
    { timeout: 110_000 },
    async () => {
      const traffic = new Traffic(service);
      await traffic.during(1_000, { workers: 4 });
      const socketsBefore = await service.openSockets();
      const inUse: number[] = [];
      for (const round of [1, 2, 3]) {
        const slow = beginSlowly();
        const observed = await traffic.until(slow, { workers: 4 });
        await waitFor(async () => (await service.openSockets()) <= socketsBefore + 2);
        inUse.push(await bytesInUse());
        rows.push({
          ...rowOf(`round ${round}`, observed),
          'MB in use': Math.round((inUse.at(-1) ?? NaN) / 1e4) / 100,
        });
        for (const end of await slow) {
          expect(end.answers).toEqual([tooLate]);
          expectHeadTimeout(end);
        }
        expect(observed.mostSockets).toBeGreaterThan(CLIENTS);
        expectQuick(observed);
        expectInTime(observed);
        expect(observed.requests.with(200)).toBeGreaterThan(0.9 * observed.requests.count);
      }
      expect((inUse[2] ?? NaN) - (inUse[1] ?? NaN)).toBeLessThan(KEPT_BYTES);
      expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
    },
  );
});
