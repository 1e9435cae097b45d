import { afterEach, describe, expect, it, vi } from 'vitest';

import { Admission, type AdmissionLimits } from '../../service/http/admission.ts';
import { InMemoryService } from './support/in-memory-service.ts';
import { wrongKeyMessage } from './support/test-service.ts';

const counted: unknown[][] = [];
let service: InMemoryService;
let app: InMemoryService['app'];
let aws: InMemoryService['aws'];
let log: InMemoryService['log'];
let admission: Admission;
afterEach(() => service.stop());

const start = async (limits: Omit<AdmissionLimits, 'calmMs'>) => {
  admission = new Admission({ ...limits, calmMs: 60_000 });
  service = await InMemoryService.start({
    admission,
    metrics: { request: (operation, _durationMs, errorKind) => void counted.push([operation, errorKind]) },
  });
  ({ app, aws, log } = service);
  counted.length = 0;
};

const decrypt = (payload: object | string = { Name: 'nobody', Key: 'k' }) =>
  app.inject({
    method: 'POST',
    url: '/decrypt',
    payload,
    headers: { 'content-type': 'application/json' },
  });
const blockedCalls = (count: number) =>
  vi.waitFor(() => expect(aws.calls.filter(({ outcome }) => outcome === 'blocked')).toHaveLength(count));

describe('more requests than the service does at once', () => {
  it('are shed with 503 and Retry-After, without a KMS call, while the others are answered', async () => {
    await start({ maxInFlight: 2, maxWaiting: 1, maxWaitMs: 60_000 });
    const blocked = aws.block('Decrypt');
    const underWay = [decrypt(), decrypt()];
    await blockedCalls(2);
    const waiting = decrypt();
    await vi.waitFor(() => expect(admission.isFull).toBe(true));
    const shed = await decrypt();
    expect([shed.statusCode, shed.json()]).toEqual([
      503,
      { Message: 'Too many requests at once, try again later' },
    ]);
    expect(shed.headers['retry-after']).toBe('2');
    expect(aws.calls).toHaveLength(2);
    blocked.release();
    for (const response of await Promise.all([...underWay, waiting])) {
      expect([response.statusCode, response.json()]).toEqual([400, wrongKeyMessage]);
    }
    expect(aws.calls.length).toBeGreaterThanOrEqual(3);
  });

  it('are logged as shed and counted as that, never as a wrong Key', async () => {
    await start({ maxInFlight: 1, maxWaiting: 0, maxWaitMs: 60_000 });
    const blocked = aws.block('Decrypt');
    const underWay = decrypt();
    await blockedCalls(1);
    await decrypt();
    const reqId = expect.any(String) as string;
    expect(log.ofEvent('kms-call')).toEqual([]);
    expect(log.ofEvent('request')).toMatchObject([{ statusCode: 503, errorKind: 'Shed', reqId }]);
    expect(log.lines().filter(({ level }) => level !== 'info' && level !== 'debug')).toEqual([]);
    expect(counted).toEqual([['decryption', 'Shed']]);
    blocked.release();
    await underWay;
    expect(counted).toEqual([
      ['decryption', 'Shed'],
      ['decryption', 'WrongKey'],
    ]);
  });

  it('are shed when their wait is over, although nothing has ended', async () => {
    await start({ maxInFlight: 1, maxWaiting: 5, maxWaitMs: 5 });
    const blocked = aws.block('Decrypt');
    const underWay = decrypt();
    await blockedCalls(1);
    expect((await decrypt()).statusCode).toBe(503);
    expect(aws.calls).toHaveLength(1);
    blocked.release();
    expect((await underWay).statusCode).toBe(400);
  });

  it('are shed whatever their body holds, and before it is read', async () => {
    await start({ maxInFlight: 1, maxWaiting: 0, maxWaitMs: 60_000 });
    const blocked = aws.block('Decrypt');
    const underWay = decrypt();
    await blockedCalls(1);
    expect((await decrypt('not json')).statusCode).toBe(503);
    blocked.release();
    await underWay;
    expect((await decrypt('not json')).statusCode).toBe(400);
  });

  it.each(['/', '/health', '/ready', '/openapi.json'])('leave GET %s as it is', async (url) => {
    await start({ maxInFlight: 1, maxWaiting: 0, maxWaitMs: 60_000 });
    const blocked = aws.block('Decrypt');
    const underWay = decrypt();
    await blockedCalls(1);
    expect((await app.inject({ method: 'GET', url })).statusCode).toBe(200);
    expect((await decrypt()).statusCode).toBe(503);
    blocked.release();
    await underWay;
  });
});
