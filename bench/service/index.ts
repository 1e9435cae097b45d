import type { Effort } from '../effort.ts';
import type { Section } from '../section.ts';
import { startField } from './field.ts';
import { loads, measureLatency } from './latency.ts';
import { measureOverload } from './overload.ts';
import { measureSaturated } from './saturated.ts';
import { measureStartAndRest } from './start-and-rest.ts';

/** Odd, so that a median is a round's. */
const ROUNDS = 15;

/**
 * The service as it is built and deployed, beside a floor that does the least and a peer that does it the usual
 * way: CPU, throughput, latency, start, memory, and what it does when it is asked for too much.
 */
export async function* benchService({ quick }: Effort): AsyncGenerator<Section> {
  const rounds = quick ? 2 : ROUNDS;
  const sliceMs = quick ? 300 : 1_000;
  const field = await startField();
  try {
    const [cpu, perSecond] = await measureSaturated(field, { rounds, sliceMs });
    if (cpu === undefined || perSecond === undefined) throw new Error('Nothing was measured.');
    yield cpu;
    yield perSecond;
    for (const load of loads)
      yield* await measureLatency(field, { rounds, sliceMs, saturated: perSecond, load });
    yield* await measureOverload(field, { rounds, sliceMs: 1.5 * sliceMs });
    yield* await measureStartAndRest(field, { rounds });
  } finally {
    await field.stop();
  }
}
