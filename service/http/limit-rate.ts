import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

import { RateLimitedError } from '../errors.ts';
import { clientKeyOf } from './client-key.ts';

const WINDOW_MS = 60_000;

/** Clients remembered, the least recent forgotten first: a few hundred bytes each, whatever an attacker sends. */
const MAX_CLIENTS = 5_000;

/** Answers say nothing of the count: it would be one more difference between two answers. */
const NO_HEADERS = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
  'retry-after': false,
};

/**
 * Refuses a client's requests beyond `perMinute`, before a body is read and so whatever Name it asks for. Windows
 * are fixed, and each task counts by itself: behind n tasks a client has up to n times as much. 0 turns it off.
 * Routes registered after this share one count, unless their config says `rateLimit: false`.
 */
export const limitRate = (app: FastifyInstance, perMinute: number): void => {
  if (perMinute === 0) return;
  app.register(rateLimit, {
    max: perMinute,
    timeWindow: WINDOW_MS,
    cache: MAX_CLIENTS,
    keyGenerator: clientKeyOf,
    addHeaders: NO_HEADERS,
    addHeadersOnExceeding: NO_HEADERS,
    errorResponseBuilder: (_request, { ttl }) => new RateLimitedError(Math.max(1, Math.ceil(ttl / 1000))),
  });
};
