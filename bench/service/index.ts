import type { Effort } from '../effort.ts';
import { joinSections, type Section } from '../section.ts';
import { startField } from './field.ts';
import { loads, measureLatency } from './latency.ts';
import { measureOverload } from './overload.ts';
import { measureSaturated } from './saturated.ts';
import { measureStartAndRest } from './start-and-rest.ts';

/**
 * How often everybody is started anew: five processes of one bundle, side by side for fourteen rounds, took 0.87 to 1.12
 * of the first one's CPU, which rounds of one start can't show.
 */
const STARTS = 3;

/** Of each start; odd together, so that a median is a round's. */
const ROUNDS = 5;

interface Spell {
  readonly rounds: number;
  readonly sliceMs: number;
}

/**
 * The service as it is built and deployed, beside a floor that does the least and a peer that does it the usual
 * way: CPU, throughput, latency, start, memory, and what it does when it is asked for too much.
 */
export async function* benchService({ quick }: Effort): AsyncGenerator<Section> {
  const starts = quick ? 1 : STARTS;
  const spell = quick ? { rounds: 2, sliceMs: 300 } : { rounds: ROUNDS, sliceMs: 1_000 };
  const measured: (readonly Section[])[] = [];
  for (let start = 1; start <= starts; start += 1) {
    console.error(`Start ${start} of ${starts}`);
    measured.push(await measureStart(spell));
  }
  yield* joinSections(measured);
}

/** Everything once, of processes that nothing else has been asked of. */
async function measureStart({ rounds, sliceMs }: Spell): Promise<readonly Section[]> {
  const field = await startField();
  try {
    const [cpu, perSecond] = await measureSaturated(field, { rounds, sliceMs });
    if (cpu === undefined || perSecond === undefined) throw new Error('Nothing was measured.');
    const sections = [cpu, perSecond];
    for (const load of loads)
      sections.push(...(await measureLatency(field, { rounds, sliceMs, saturated: perSecond, load })));
    sections.push(...(await measureOverload(field, { rounds, sliceMs: 1.5 * sliceMs })));
    sections.push(...(await measureStartAndRest(field, { rounds })));
    return sections;
  } finally {
    await field.stop();
  }
}
