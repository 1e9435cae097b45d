import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ServiceWorld, type ListeningService } from '../../../service/support/service-world.ts';
import { contentTypes, methods, paths } from '../../../support/hostile/corpus.ts';
import { heardInCanaries } from '../../../support/hostile/heard-in-canaries.ts';
import { HostileTarget, type Running } from '../../../support/hostile/hostile-target.ts';
import { tryBodies } from '../../../support/hostile/try-bodies.ts';
import { tryMutants, trySmuggling, type RawTarget } from '../../../support/hostile/try-raw.ts';

/** Random bodies and random damage to bytes; the pairs of smuggling are as many as there are. */
const BODIES = 40_000;
const MUTANTS = 47_000;

/** Kept in the printed line of a failure, so that it can be had again. */
const seed = Date.now() & 0x7fffffff;

let world: ServiceWorld;
let service: ListeningService;
let sql: Sql;
let running: Running & RawTarget;
let target: HostileTarget;
let inputs = 0;

beforeAll(async () => {
  world = await ServiceWorld.start();
  service = await world.listen({ LOG_LEVEL: 'trace' });
  sql = postgres({ ...world.postgres.connection(), max: 1 });
  running = {
    url: service.url,
    port: Number(new URL(service.url).port),
    printed: () => [...service.process.lines, ...service.process.errors].join('\n'),
    countRecords: async () => {
      const [row] = await sql<{ count: number }[]>`select count(*)::int as count from records`;
      return row?.count ?? NaN;
    },
  };
  target = await HostileTarget.of(running);
});
afterAll(async () => {
  target.close();
  await sql.end();
  await world.stop(heardInCanaries(target.answeredKeys));
});

describe('the built service in a process of its own', { timeout: 3_600_000 }, () => {
  it(`answers ${BODIES} random bodies as the contract says and stores only the sound ones`, async () => {
    const stored = await tryBodies(target, { runs: BODIES, seed });
    console.log(BODIES, 'bodies,', stored, 'stored, seed', seed);
    expect(stored).toBeGreaterThan(BODIES / 20);
    inputs += BODIES;
  });

  it('answers every odd path, every method on every route and every Content-Type as documented', async () => {
    for (const [ask, statusCode] of [...paths, ...methods]) {
      expect([ask.method, ask.path, (await target.ask(ask)).statusCode]).toEqual([
        ask.method,
        ask.path,
        statusCode,
      ]);
    }
    for (const [values, accepted] of contentTypes) {
      const headers = values.flatMap((value) => ['Content-Type', value]);
      const body = Buffer.from(JSON.stringify({ Name: `typed ${values.join()}`, Text: 'x' }));
      const answer = await target.ask({ method: 'POST', path: '/encrypt', route: '/encrypt', headers, body });
      expect([values, answer.statusCode]).toEqual([values, accepted ? 200 : 415]);
    }
    inputs += paths.length + methods.length + contentTypes.length;
  });

  it('carries out no request that is hidden in one whose framing is in doubt', async () => {
    const tried = await trySmuggling(running);
    console.log(tried, 'smuggling pairs');
    expect(tried).toBeGreaterThan(13_000);
    inputs += tried;
  });

  it(`answers ${MUTANTS} requests with damaged bytes as documented or hangs up`, async () => {
    const answered = await tryMutants(running, { runs: MUTANTS, seed });
    console.log(MUTANTS, 'damaged requests,', answered, 'answers, seed', seed);
    expect(answered).toBeGreaterThan(MUTANTS / 2);
    inputs += MUTANTS;
  });

  it('lives, has logged no fault, and has been tried with at least 100,000 inputs', async () => {
    console.log(inputs, 'inputs in all');
    expect(inputs).toBeGreaterThan(100_000);
    expect((await target.ask({ method: 'GET', path: '/ready', route: '/ready' })).statusCode).toBe(200);
    expect(service.process.errors).toEqual([]);
    for (const event of ['unexpected-error', 'fault', 'record-integrity', 'unavailable']) {
      expect([event, service.process.ofEvent(event)]).toEqual([event, []]);
    }
    expect(service.process.ofEvent('request').filter(({ errorKind }) => errorKind === 'Shed')).toEqual([]);
  });
});
