import { setTimeout as wait } from 'node:timers/promises';

import type { Random } from '../../random.ts';
import type { HttpClient } from './http-client.ts';
import type { Operation } from './operations.ts';

export interface Offered {
  readonly perSecond: number;
  readonly durationMs: number;
  readonly random: Random;
}

/** What came of a request that was offered: no more than is measured, or what is kept of thousands would be ours to collect. */
export interface OfferedReply {
  readonly statusCode: number;
  readonly saysWhenToRetry: boolean;
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
    const { statusCode, headers } = await client.send(operation.next());
    const latencyMs = performance.now() - dueMs;
    return { statusCode, saysWhenToRetry: headers['retry-after'] !== undefined, latencyMs };
  };
  for (let dueMs = startedMs; dueMs < startedMs + durationMs;) {
    const untilMs = dueMs - performance.now();
    if (untilMs > 0) await wait(untilMs);
    underWay.push(send(dueMs));
    dueMs += (-Math.log(1 - random.next()) / perSecond) * 1000;
  }
  return Promise.all(underWay);
};
