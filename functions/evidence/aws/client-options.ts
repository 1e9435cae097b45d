/**
 * For all clients. Without a time limit of a request, one that is never answered takes a whole run; `requestTimeout` ends
 * it only where it is said to throw. Two attempts together take less than ten seconds.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-smithy-types/Interface/NodeHttpHandlerOptions/
 */
export const awsClientOptions = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 4000, throwOnRequestTimeout: true },
} as const;
