import { expect } from 'vitest';

import type { Observed } from './traffic.ts';

/** The deadline of a request is 2 s; this is what a caller on the same machine may see of it. */
const LATEST_ANSWER_MS = 2_200;

/** What 99 of 100 requests of /health may take while something else is broken. */
const HEALTH_QUICK_MS = 200;

/** What the service may open: to KMS, to Postgres, to Secrets Manager, and the socket it listens on. */
const SOCKETS_OF_THE_SERVICE = 41 + 10 + 10 + 1;

/** Every request was answered, and in time: as late as the bystander at most, where the machine is busy. */
export const expectInTime = ({ requests, bystander }: Observed): void => {
  expect(requests.with(200) + requests.with(503)).toBe(requests.count);
  expect(requests.percentileMs(1)).toBeLessThanOrEqual(LATEST_ANSWER_MS + bystander.percentileMs(1));
};

/** /health stayed well and quick, as quick as the bystander where the machine is busy. */
export const expectHealthy = ({ health, bystander }: Observed): void => {
  expect(health.outcomes()).toEqual({ 200: health.count });
  expect(health.percentileMs(0.99)).toBeLessThanOrEqual(HEALTH_QUICK_MS + bystander.percentileMs(0.99));
};

/** No more sockets were open than for so many callers and the one that asks for /health. */
export const expectFewSockets = ({ mostSockets }: Observed, callers: number): void => {
  expect(mostSockets).toBeLessThanOrEqual(callers + 1 + SOCKETS_OF_THE_SERVICE);
};
