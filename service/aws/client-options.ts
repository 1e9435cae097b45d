import { UndiciRequestHandler } from './undici-request-handler.ts';

/**
 * Limits of one AWS call. An attempt may take 1.5 s, so that a slow service still answers within the whole
 * call's deadline; a connection that isn't there in half a second is tried again. What a caller has stopped
 * waiting for ends by these.
 */
const MAX_ATTEMPTS = 3;
const ATTEMPT_TIMEOUT_MS = 1_500;
const CONNECT_TIMEOUT_MS = 500;

/**
 * Options every AWS client here is made with. Endpoint and credentials come from the SDK's own environment
 * variables. Retries are the SDK's standard mode: full jitter, and a token bucket that stops retrying during
 * an outage. The number of sockets is always chosen: the SDK's silent default is 50.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html
 */
export const awsClientOptions = (region: string, maxSockets: number) => ({
  region,
  cacheMiddleware: true,
  retryMode: 'standard',
  maxAttempts: MAX_ATTEMPTS,
  requestHandler: new UndiciRequestHandler({
    maxSockets,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    responseTimeoutMs: ATTEMPT_TIMEOUT_MS,
  }),
});
