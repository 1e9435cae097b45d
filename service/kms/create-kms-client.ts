import { KMSClient } from '@aws-sdk/client-kms';

/**
 * Limits of one KMS call. An attempt may take 1.5 s so that a slow KMS still answers within the whole
 * call's deadline; a connection that isn't there in half a second is tried again.
 */
const MAX_ATTEMPTS = 3;
const ATTEMPT_TIMEOUT_MS = 1_500;
const CONNECT_TIMEOUT_MS = 500;

/**
 * Sockets to KMS. The SDK's silent default is 50; at 10 ms a call this carries 10,000 calls per second, the
 * usual quota of a region, and bounds what a hanging KMS can hold.
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html
 */
const MAX_SOCKETS = 100;

/**
 * The SDK's KMS client. Endpoint and credentials come from the SDK's own environment variables. Retries are
 * the SDK's standard mode: full jitter, and a token bucket that stops retrying during an outage.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const createKmsClient = (region: string): KMSClient => {
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  return new KMSClient({
    region,
    cacheMiddleware: true,
    retryMode: 'standard',
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      socketTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
};
