import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestLogQuery } from '../../detections/index.ts';
import { startTestService, type TestService } from './support/test-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());
beforeEach(() => service.forget());

/** What the saved query shows, its columns read from its text: the newest line first. */
function rows(): Record<string, unknown>[] {
  const [fields = '', filter = ''] = requestLogQuery.split('\n');
  expect(filter).toBe('| filter event = "kms-call" and ispresent(clientAddress)');
  const columns = [...fields.matchAll(/(@?\w+)(?: as (\w+))?(?:,|$)/g)];
  return service.log
    .ofEvent('kms-call')
    .filter((line) => line['clientAddress'] !== undefined)
    .map((line) =>
      Object.fromEntries(columns.map(([, field = '', name = field]) => [name, line[field.replace('@', '')]])),
    )
    .reverse();
}

describe('the saved query over the service log', () => {
  it('leads from the KMS request id of a wrong key to the client who sent it', async () => {
    const { Name } = await service.stored();
    service.log.clear();
    await service.decrypt({ Name, Key: 'wrong' });
    const [call] = service.log.ofEvent('kms-call');
    expect(call?.['kmsRequestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(rows()).toEqual([
      {
        at: undefined,
        client: '127.0.0.1',
        path: '/decrypt',
        operation: 'Decrypt',
        outcome: 'wrong-key',
        requestID: call?.['kmsRequestId'],
        record: call?.['recordId'],
        reqId: call?.['reqId'],
      },
    ]);
  });

  it('has a row for each of the calls that replace a secret', async () => {
    const stored = await service.stored();
    service.log.clear();
    await service.encrypt({ ...stored, Text: 'another' });
    expect(rows()).toMatchObject([
      { path: '/encrypt', operation: 'GenerateDataKey', outcome: 'success' },
      { path: '/encrypt', operation: 'Decrypt', outcome: 'success' },
    ]);
    expect(new Set(rows().map(({ requestID }) => requestID)).size).toBe(2);
  });

  it('tells clients apart that give all their requests one id', async () => {
    const { Name } = await service.stored();
    service.log.clear();
    for (const client of ['203.0.113.7', '198.51.100.66']) {
      const headers = { 'x-request-id': 'always-the-same', 'x-forwarded-for': client };
      await service.app.inject({ method: 'POST', url: '/decrypt', payload: { Name, Key: 'wrong' }, headers });
    }
    expect(rows()).toMatchObject([
      { client: '198.51.100.66', reqId: 'always-the-same' },
      { client: '203.0.113.7', reqId: 'always-the-same' },
    ]);
  });

  it('leaves out what nobody asked for: the decoy', async () => {
    await service.decoy.start();
    expect(service.log.ofEvent('kms-call')).toMatchObject([{ operation: 'GenerateDataKey' }]);
    expect(rows()).toEqual([]);
  });
});
