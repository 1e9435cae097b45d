import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { contentTypes, methods, paths, type Expected } from '../support/hostile/corpus.ts';
import { canaries } from '../support/hostile/secret-body.ts';
import { tryMutants, trySmuggling } from '../support/hostile/try-raw.ts';
import { tryBodies } from '../support/hostile/try-bodies.ts';
import { InProcessTarget } from './support/in-process-target.ts';

let service: InProcessTarget;
beforeAll(async () => {
  service = await InProcessTarget.start();
});
afterAll(() => service.stop());

const titled = (inputs: readonly Expected[]) =>
  inputs.map(([ask, statusCode]) => [`${ask.method} ${ask.path.slice(0, 40)}`, ask, statusCode] as const);

describe('whatever is sent', () => {
  it('is answered as the contract says, stored only if it is sound, and printed nowhere', async () => {
    expect(await tryBodies(service.target, { runs: 200, seed: 3 })).toBeGreaterThan(20);
  });

  it.each(titled(paths))('%s is answered as documented', async (_title, ask, statusCode) => {
    expect((await service.target.ask(ask)).statusCode).toBe(statusCode);
  });

  it('every method on every route, with and without a body, is answered as documented', async () => {
    for (const [ask, statusCode] of methods) {
      const answer = await service.target.ask(ask, Object.values(canaries));
      expect([ask.method, ask.path, answer.statusCode]).toEqual([ask.method, ask.path, statusCode]);
    }
  });

  it.each(contentTypes)('a body under the Content-Types %j is read: %s', async (values, accepted) => {
    const before = await service.target.running.countRecords();
    const headers = values.flatMap((value) => ['Content-Type', value]);
    const body = Buffer.from(JSON.stringify({ Name: `typed ${values.join()}`, Text: 'x' }));
    const answer = await service.target.ask({
      method: 'POST',
      path: '/encrypt',
      route: '/encrypt',
      headers,
      body,
    });
    const stored = (await service.target.running.countRecords()) - before;
    expect([answer.statusCode, stored]).toEqual(accepted ? [200, 1] : [415, 0]);
  });

  it('of two requests that a proxy may take for one, none is carried out unless both are without doubt', async () => {
    expect(await trySmuggling(service.raw, 67)).toBeGreaterThan(200);
  });

  it('is answered as documented when its bytes are damaged', async () => {
    expect(await tryMutants(service.raw, { runs: 200, seed: 4 })).toBeGreaterThan(200);
  });
});
