import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { createRandom } from '../../../../bench/random.ts';
import { ServiceWorld, type ListeningService } from '../../../service/support/service-world.ts';
import { checkHistory } from '../../../support/history/check-history.ts';
import { contend } from '../../../support/history/contend.ts';
import type { Operation } from '../../../support/history/operation.ts';
import { Correspondence } from '../../../support/secrets/correspondence.ts';

const OPERATIONS = 10_000;
/** Of these operations at least. */
const REPLACEMENTS = 101;
const OPERATIONS_A_ROUND = 2_000;
const MAX_ROUNDS = 15;

let world: ServiceWorld;
let services: ListeningService[];
const correspondence = new Correspondence();
beforeAll(async () => {
  world = await ServiceWorld.start();
  services = [await world.listen({ LOG_LEVEL: 'trace' }), await world.listen({ LOG_LEVEL: 'trace' })];
});
afterAll(() => world.stop(correspondence));

const outcomeOf = ({ kind, outcome }: Operation): string =>
  `${kind}: ${typeof outcome === 'string' ? outcome : kind === 'decrypt' ? 'opened' : 'stored'}`;

const countOutcomes = (history: readonly Operation[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const operation of history) counts[outcomeOf(operation)] = (counts[outcomeOf(operation)] ?? 0) + 1;
  return counts;
};

/** The slower the machine, the more replacements come too late, and the fewer there are in a round. */
const isEnough = (history: readonly Operation[]): boolean =>
  history.length >= OPERATIONS && (countOutcomes(history)['replace: stored'] ?? 0) >= REPLACEMENTS;

/** Writes that a process gave up without knowing whether they happened: a machine too busy for its deadlines. */
const countUnknown = (): number =>
  services.reduce((count, { process }) => count + process.ofEvent('write-unknown').length, 0);

const random = createRandom(5);

/** One Name's history; undefined when a write in it ended unknown, which leaves nothing to hold it against. */
const runRound = async (name: string): Promise<Operation[] | undefined> => {
  const before = countUnknown();
  const history = await contend({
    urls: services.map(({ url }) => url),
    name,
    correspondence,
    writers: 64,
    operations: OPERATIONS_A_ROUND,
    random: () => random.next(),
  });
  return countUnknown() === before ? history : undefined;
};

it(
  '64 writers on one Name over two processes: every Key opens its own text until a replacement that proved it takes its place',
  { timeout: 1_800_000 },
  async () => {
    const names: string[] = [];
    const checked: Operation[] = [];
    for (let round = 0; round < MAX_ROUNDS && !isEnough(checked); round += 1) {
      const name = correspondence.newName();
      const history = await runRound(name);
      if (history === undefined) continue;
      expect(checkHistory(history)).toEqual([]);
      checked.push(...history);
      names.push(name);
    }
    const counts = countOutcomes(checked);
    console.log(checked.length, 'operations checked in', names.length, 'rounds:', counts);
    expect(checked.length).toBeGreaterThanOrEqual(OPERATIONS);
    // Each was a contest: the Name changed hands, races were lost, old Keys refused.
    expect(counts['create: stored']).toBe(names.length);
    expect(counts['replace: stored']).toBeGreaterThanOrEqual(REPLACEMENTS);
    expect(counts['replace: superseded']).toBeGreaterThan(1_000);
    expect(counts['decrypt: refused']).toBeGreaterThan(1_000);
    expect(counts['decrypt: opened']).toBeGreaterThan(1_000);
    const sql = postgres({ ...world.postgres.connection(), max: 1 });
    const rows = await sql<{ name: string }[]>`select name from records where name = any(${names})`;
    await sql.end();
    expect(rows.map(({ name }) => name).sort()).toEqual(names.sort());
  },
);
