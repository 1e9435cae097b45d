import { beforeEach, describe, expect, it } from 'vitest';
import { buildRecord } from '../../../local/cloudtrail/build-record.ts';
import { type DeliveredEvent, type Delivery, createDelivery } from '../../../local/cloudtrail/delivery.ts';
import { accountId, region } from '../../support/local-aws.ts';
import { observedDecrypt } from '../../support/observed-call.ts';

const startMs = Date.parse('2026-01-01T00:00:00Z');
const record = (eventId: string) => buildRecord(observedDecrypt(), eventId);

let nowMs: number;
let delivered: DeliveredEvent[];
let waiting: { readonly dueMs: number; readonly run: () => void }[];
let delivery: Delivery;

function passTime(untilMs: number): void {
  for (const job of waiting.filter(({ dueMs }) => dueMs <= untilMs)) {
    nowMs = job.dueMs;
    waiting = waiting.filter((other) => other !== job);
    job.run();
  }
  nowMs = untilMs;
}

beforeEach(() => {
  nowMs = startMs;
  delivered = [];
  waiting = [];
  delivery = createDelivery({
    accountId,
    region,
    delayMs: 2000,
    nowMs: () => nowMs,
    schedule: (delayMs, run) => {
      const job = { dueMs: nowMs + delayMs, run };
      waiting.push(job);
      return () => {
        waiting = waiting.filter((other) => other !== job);
      };
    },
    deliver: (event) => delivered.push(event),
  });
});

describe('a record', () => {
  it('arrives after the delay, stamped with the time it arrives, as JSON on one line', () => {
    delivery.accept(record('one'));
    passTime(startMs + 1999);
    expect([delivered.length, delivery.pending()]).toEqual([0, 1]);
    passTime(startMs + 2000);
    expect(delivered).toEqual([
      {
        logStreamName: '111122223333_CloudTrail_ap-southeast-2',
        timestamp: startMs + 2000,
        message: JSON.stringify(record('one')),
      },
    ]);
    expect(delivered[0]?.message).not.toContain('\n');
    expect(delivery.pending()).toBe(0);
  });

  it('arrives in the order it was accepted', () => {
    delivery.accept(record('one'));
    passTime(startMs + 500);
    delivery.accept(record('two'));
    delivery.accept(record('three'));
    passTime(startMs + 10_000);
    const ids = delivered.map(({ message }) => (JSON.parse(message) as { eventID: string }).eventID);
    expect(ids).toEqual(['one', 'two', 'three']);
    expect(delivered.map(({ timestamp }) => timestamp - startMs)).toEqual([2000, 2500, 2500]);
  });
});

describe('flush', () => {
  it('delivers at once what has not arrived, and nothing twice', () => {
    delivery.accept(record('one'));
    passTime(startMs + 100);
    delivery.flush();
    expect(delivered.map(({ timestamp }) => timestamp)).toEqual([startMs + 100]);
    passTime(startMs + 10_000);
    expect([delivered.length, waiting.length]).toEqual([1, 0]);
  });

  it('does not hurry what is accepted afterwards', () => {
    delivery.accept(record('one'));
    passTime(startMs + 100);
    delivery.flush();
    delivery.accept(record('two'));
    passTime(startMs + 2099);
    expect([delivered.length, delivery.pending()]).toEqual([1, 1]);
    passTime(startMs + 2100);
    expect(delivered).toHaveLength(2);
  });
});
