import { setTimeout as wait } from 'node:timers/promises';

import type { Random } from '../../random.ts';
import type { HttpClient, Reply } from './http-client.ts';
import type { Operation } from './operations.ts';

export interface Offered {
  readonly perSecond: number;
  readonly durationMs: number;
  readonly random: Random;
}

/** One request that was offered, and what came of it. */
export interface OfferedReply {
  readonly reply: Reply;
  /** From when it was due: what it waited for us or for a connection is its latency too. */
  readonly latencyMs: number;
}

/**
 * An open loop: requests arrive at random moments (a Poisson process) at a given rate, whether earlier ones
 * are answered or not, as those of many independent clients do.
 */
export const offer = async (
  client: HttpClient,
  operation: Operation,
  { perSecond, durationMs, random }: Offered,
): Promise<OfferedReply[]> => {
  const startedMs = performance.now();
  const underWay: Promise<OfferedReply>[] = [];
  const send = async (dueMs: number): Promise<OfferedReply> => {
    const reply = await client.send(operation.next());
    return { reply, latencyMs: performance.now() - dueMs };
  };
  for (let dueMs = startedMs; dueMs < startedMs + durationMs;) {
    const untilMs = dueMs - performance.now();
    if (untilMs > 0) await wait(untilMs);
    underWay.push(send(dueMs));
    dueMs += (-Math.log(1 - random.next()) / perSecond) * 1000;
  }
  return Promise.all(underWay);
};
