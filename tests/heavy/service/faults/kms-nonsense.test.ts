import { afterAll, beforeAll, expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { expectHealthy, expectInTime } from '../../../support/faults/limits.ts';
import { printRows, rowOf, type Row } from '../../../support/faults/report.ts';
import { read, replace, Traffic, write } from '../../../support/faults/traffic.ts';
import { judge, labAlarm } from '../../../support/faults/verdict.ts';

let bed: FaultBed;
let traffic: Traffic;
const rows: Row[] = [];

beforeAll(async () => {
  bed = await FaultBed.start();
  traffic = new Traffic(await bed.startService());
});
afterAll(async () => {
  printRows('KMS answers nonsense', rows);
  await bed.stop();
});

/** Of every answer of KMS the length it says it has, changed. */
const lieAboutLength = (by: number) => (bytes: Buffer) =>
  Buffer.from(
    bytes
      .toString('latin1')
      .replace(/content-length: (\d+)/i, (_, length: string) => `content-length: ${Number(length) + by}`),
    'latin1',
  );

const badGateway = Buffer.from(
  'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 13\r\n\r\n<html></html>',
);

/** Within the body of every answer: its head is some 220 bytes long, the shortest body as long again. */
const BYTES_INTO_THE_BODY = 280;

it.each([
  [
    'bytes that are no HTTP',
    () => bed.kms.rewriteAnswers((bytes) => Buffer.from(bytes.map((byte) => ~byte))),
  ],
  ["a load balancer's page", () => bed.kms.rewriteAnswers(() => badGateway)],
  [
    'JSON of another shape',
    () =>
      bed.kms.rewriteAnswers((bytes) =>
        Buffer.from(
          bytes.toString('latin1').replace(/Plaintext|CiphertextBlob/g, (name) => name.toLowerCase()),
          'latin1',
        ),
      ),
  ],
  ['a head cut short', () => bed.kms.cutAnswersAfter(60)],
  ['a body cut short', () => bed.kms.cutAnswersAfter(BYTES_INTO_THE_BODY)],
  ['a Content-Length that is too large', () => bed.kms.rewriteAnswers(lieAboutLength(10))],
  ['a Content-Length that is too small', () => bed.kms.rewriteAnswers(lieAboutLength(-10))],
  ['500', () => void (bed.aws.kmsFault = () => 'internal')],
  ['503', () => void (bed.aws.kmsFault = () => 'outage')],
])('%s from KMS: 503 in time, /health quick, well again by itself', async (fault, breakIt) => {
  await traffic.during(500);
  breakIt();
  const observed = await traffic.during(3_000, { workers: 12, steps: [write, read, replace] });
  await bed.heal();
  const healedMs = await traffic.healed();
  rows.push({ ...rowOf(fault, observed), 'healed ms': Math.round(healedMs) });

  expect(Object.keys(observed.requests.outcomes())).toEqual(['503']);
  expectInTime(observed);
  expectHealthy(observed);
  expect(healedMs).toBeLessThanOrEqual(2_000);
});

it("leaves nothing stored but what was answered; of the alarms only the lab's takes a 500 for an attack", async () => {
  expect(await traffic.ledger.broken(traffic.caller)).toEqual([]);
  expect(await bed.countRecords()).toEqual({ all: traffic.ledger.secrets, torn: 0 });
  expect(await judge(bed.aws, traffic.caller)).toMatchObject({
    alarms: [labAlarm],
    withOneWrongKey: ['keywatch-dev-kms-wrong-key'],
  });
});
