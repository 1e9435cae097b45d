import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { http } from './support/http-client.ts';
import { ServiceWorld } from './support/service-world.ts';

/** Says to standard error, in the order in which it happens, that a wrong Key's line is written and that it is answered. */
const watchOrder = `
  import fs from 'node:fs';
  import { ServerResponse } from 'node:http';
  const { writeSync } = fs;
  fs.writeSync = (descriptor, text, ...rest) => {
    const bytes = writeSync(descriptor, text, ...rest);
    if (descriptor === 1 && String(text).includes('"outcome":"wrong-key"')) writeSync(2, 'written\\n');
    return bytes;
  };
  const { end } = ServerResponse.prototype;
  ServerResponse.prototype.end = function (...given) {
    if (this.statusCode === 400) writeSync(2, 'answered\\n');
    return end.apply(this, given);
  };`;

let world: ServiceWorld;
beforeAll(async () => {
  world = await ServiceWorld.start();
});
afterAll(() => world.stop());

it('answers a request only after the line of its KMS call is written', async () => {
  const { url, process } = await world.listen({
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(watchOrder)}`,
  });
  const body = { Name: 'nobody', Key: 'wrong' };
  for (let asked = 0; asked < 5; asked += 1) {
    expect((await http(`${url}/decrypt`, { method: 'POST', body })).statusCode).toBe(400);
  }
  await vi.waitFor(() => expect(process.errors).toHaveLength(10));
  expect(process.errors).toEqual(Array(5).fill(['written', 'answered']).flat());
});

it('ends rather than answer once the line of a KMS call can be written nowhere', async () => {
  const { url, process } = await world.listen();
  process.closeOutput();
  const answer = http(`${url}/decrypt`, { method: 'POST', body: { Name: 'nobody', Key: 'wrong' } });
  await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await process.exited).toBe(1);
  expect(process.errors).toEqual(["Keywatch ends: what it logs can't be written (EPIPE)."]);
});
