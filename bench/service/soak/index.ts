import { setTimeout as wait } from 'node:timers/promises';

import type { Effort } from '../../effort.ts';
import { createRandom } from '../../random.ts';
import type { Section } from '../../section.ts';
import { CONCURRENCY } from '../field.ts';
import { saturate } from '../load/closed-loop.ts';
import { HttpClient } from '../load/http-client.ts';
import { offer } from '../load/offer.ts';
import { type Operation, operationsOn } from '../load/operations.ts';
import { bundleService } from '../subjects/bundle-subject.ts';
import { startSubject } from '../subjects/start-subject.ts';
import { startSurroundings } from '../surroundings/surroundings.ts';
import { KMS_DELAY_MS } from '../latency.ts';
import { readVitals, type Vitals } from './vitals.ts';
import { chosenLoad } from './chosen-load.ts';
import { growthSections } from './growth.ts';

const SAMPLE_EVERY_MS = 10_000;

/** Of each operation, at all the rate there is: at a steady one V8 takes half an hour to give young objects their room. */
const BUSY_MS = 5_000;

/** All kinds in turn, under one name. Their statuses differ, so each reply is held against its own. */
const mixtureOf = (
  operations: readonly Operation[],
): { operation: Operation; wrong: (status: number) => boolean } => {
  let turn = 0;
  const expected = new Set(operations.map(({ expectedStatus }) => expectedStatus));
  return {
    operation: {
      title: 'all operations',
      expectedStatus: 200,
      next: () => (operations[(turn += 1) % operations.length] as Operation).next(),
    },
    wrong: (status) => !expected.has(status),
  };
};

/**
 * A busy spell, then steady load for half an hour, the process's vitals read every ten seconds, and whether any of them
 * grows in the second half.
 * @throws InputError for a load that is none, before anything is started.
 */
export async function* benchSoak({ quick }: Effort): AsyncGenerator<Section> {
  const chosen = chosenLoad(process.env);
  const minutes = quick ? 0.5 : chosen.minutes;
  const surroundings = await startSurroundings();
  const bundle = await bundleService(surroundings.folder);
  const subject = await startSubject({ bundle, environment: surroundings.environment });
  const client = new HttpClient(subject.origin, 64);
  try {
    const operations = await operationsOn(client);
    const { operation, wrong } = mixtureOf(operations);
    for (const each of operations) {
      await saturate(client, each, { concurrency: CONCURRENCY, durationMs: quick ? 500 : BUSY_MS });
    }
    await surroundings.aws({ kmsDelayMs: KMS_DELAY_MS });
    const vitals: Vitals[] = [];
    let requests = 0;
    const sampler = new AbortController();
    const sampling = (async () => {
      for (const startedMs = performance.now(); !sampler.signal.aborted;) {
        vitals.push(await readVitals(subject, surroundings, (performance.now() - startedMs) / 60_000));
        await wait(quick ? 2_000 : SAMPLE_EVERY_MS, undefined, { signal: sampler.signal }).catch(
          () => undefined,
        );
      }
    })();
    for (let minute = 0; minute < minutes; minute += 0.5) {
      const durationMs = Math.min(30_000, (minutes - minute) * 60_000);
      const replies = await offer(client, operation, {
        perSecond: chosen.perSecond,
        durationMs,
        random: createRandom(minute),
      });
      const failed = replies.find(({ statusCode }) => wrong(statusCode));
      if (failed !== undefined) throw new Error(`A request was answered ${failed.statusCode}.`);
      requests += replies.length;
    }
    sampler.abort();
    await sampling;
    yield* growthSections(vitals, { minutes, requests });
  } finally {
    await client.close();
    await subject.stop();
    await surroundings.stop();
  }
}
