import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestLogQuery } from '../../detections/index.ts';
import type { LogLine } from './support/memory-log.ts';
import { startTestService, type TestService } from './support/test-service.ts';

/** What the saved query shows of one request: its aggregates read from its text, over the lines of the request. */
function rowOf(lines: readonly LogLine[]): Record<string, unknown> {
  const aggregates = [...requestLogQuery.matchAll(/(\w+)\((@?\w+)\) as (\w+)/g)];
  return Object.fromEntries(
    aggregates.map(([, aggregate = '', field = '', name = '']) => {
      const values = lines.flatMap((line) => line[field] ?? []).sort();
      return [name, /First$|^min$/.test(aggregate) ? values[0] : values.at(-1)];
    }),
  );
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());
beforeEach(() => service.forget());

/** The rows of the query over all lines, one for each request that called KMS. */
function rows(): Record<string, unknown>[] {
  const wanted = service.log.lines().filter(({ event }) => event === 'kms-call' || event === 'request');
  const requests = [...new Set(wanted.map((line) => line['reqId']))];
  return requests
    .map((reqId) => rowOf(wanted.filter((line) => line['reqId'] === reqId)))
    .filter(({ requestID }) => requestID !== undefined);
}

describe('the saved query over the service log', () => {
  it('filters and groups by what the lines hold', () => {
    expect(requestLogQuery).toContain('filter event in ["kms-call", "request"]');
    expect(requestLogQuery).toContain(' by reqId\n');
  });

  it('leads from the KMS request id of a wrong key to the client who sent it', async () => {
    const { Name } = await service.stored();
    service.log.clear();
    await service.decrypt({ Name, Key: 'wrong' });
    const [call] = service.log.ofEvent('kms-call');
    expect(rows()).toEqual([
      {
        at: undefined,
        client: '127.0.0.1',
        path: '/decrypt',
        status: 400,
        kmsOutcome: 'wrong-key',
        requestID: call?.['kmsRequestId'],
        lastRequestID: call?.['kmsRequestId'],
        record: call?.['recordId'],
      },
    ]);
    expect(call?.['kmsRequestId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('holds both KMS request ids of a request that replaces a secret', async () => {
    const stored = await service.stored();
    service.log.clear();
    await service.encrypt({ ...stored, Text: 'another' });
    const ids = service.log.ofEvent('kms-call').map((line) => String(line['kmsRequestId']));
    expect(ids).toHaveLength(2);
    const [row] = rows();
    expect([row?.['requestID'], row?.['lastRequestID']].sort()).toEqual(ids.sort());
  });
});
