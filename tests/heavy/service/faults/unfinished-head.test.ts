import { once } from 'node:events';
import { connect } from 'node:net';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { ServiceWorld } from '../../../service/support/service-world.ts';

let world: ServiceWorld;
beforeAll(async () => {
  world = await ServiceWorld.start();
});
afterAll(() => world.stop());

it('ends well after a signal although a client never comes to the end of its head', async () => {
  const { url, process } = await world.listen();
  const client = connect(Number(new URL(url).port), '127.0.0.1');
  client.on('error', () => undefined);
  client.write('GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  // A byte now and then, or the connection would be silent for too long.
  const trickle = setInterval(() => client.write('x'), 500);
  process.signal('SIGTERM');
  await process.event('stopping');
  expect(await process.exited).toBe(0);
  clearInterval(trickle);
  if (!client.destroyed) await once(client, 'close');
  expect(process.ofEvent('stopped')).toHaveLength(1);
  expect(process.ofEvent('stop-deadline')).toEqual([]);
}, 60_000);
