/** The deadline of a request is 2 s; this is what a caller beside the service may see of it. */
export const LATEST_ANSWER_MS = 2_200;

/**
 * What 99 of 100 requests of /health may take while something else is broken. Alone on a machine they take a few
 * milliseconds; here the service, its callers, KMS and Postgres share two processors.
 */
export const HEALTH_QUICK_MS = 250;

/** What the service may open: to KMS, to Postgres, to Secrets Manager, and the socket it listens on. */
const SOCKETS_OF_THE_SERVICE = 41 + 10 + 10 + 1;

/** Most sockets that the service may have with so many callers and the one that asks for /health. */
export const mostSocketsFor = (callers: number): number => callers + 1 + SOCKETS_OF_THE_SERVICE;
