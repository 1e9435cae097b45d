import { randomUUID } from 'node:crypto';

import type { KMSClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-kms';
import type { HttpRequest } from '@smithy/core/protocols';
import {
  getRetryAfterHint,
  INVOCATION_ID_HEADER,
  isServerError,
  isThrottlingError,
  isTransientError,
  REQUEST_HEADER,
} from '@smithy/core/retry';
import type {
  FinalizeHandlerOutput,
  FinalizeRequestMiddleware,
  RetryErrorInfo,
  RetryErrorType,
  RetryStrategyV2,
} from '@smithy/types';

export type AttemptMiddleware = FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes>;

type SdkError = NonNullable<RetryErrorInfo['error']> & { readonly $response?: unknown; $metadata?: Attempts };

type Token = Awaited<ReturnType<RetryStrategyV2['acquireInitialRetryToken']>>;

/** What is noted beside an answer or an error about how it came. */
interface Attempts {
  attempts?: number;
  totalRetryDelay?: number;
}

const noteOn = (bearer: { $metadata?: Attempts }, attempts: number, totalRetryDelay: number): void => {
  Object.assign((bearer.$metadata ??= {}), { attempts, totalRetryDelay });
};

const errorTypeOf = (error: SdkError): RetryErrorType => {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
};

const describe = (error: SdkError): RetryErrorInfo => {
  const hint = getRetryAfterHint(error.$response);
  return { error, errorType: errorTypeOf(error), ...(hint && { retryAfterHint: hint }) };
};

/** The next attempt's token, once its delay is over; undefined when there shall be none. */
const nextToken = async (strategy: RetryStrategyV2, token: Token, error: SdkError) => {
  const info = describe(error);
  // No strategy tries it again, and saying so with an error would cost a wrong Key as much as its signature.
  if (info.errorType === 'CLIENT_ERROR') return undefined;
  return strategy.refreshRetryTokenForRetry(token, info).catch(() => undefined);
};

/** The strategy has waited by itself; it notes for how long. */
const waitedMs = (token: object): number =>
  (token as { $retryLog?: { acquisitionDelay?: number } }).$retryLog?.acquisitionDelay ?? 0;

/**
 * The SDK's retry middleware around the client's own strategy, which decides whether, and waits, as ever. The SDK's own
 * makes an error with its stack at the beginning of every call, for the case that it should be needed.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const retrying =
  (config: Pick<KMSClientResolvedConfig, 'retryStrategy' | 'maxAttempts'>): AttemptMiddleware =>
  (next, context) =>
  async (args) => {
    const strategy = (await config.retryStrategy()) as RetryStrategyV2;
    const maxAttempts = await config.maxAttempts();
    const { headers } = args.request as HttpRequest;
    headers[INVOCATION_ID_HEADER] = randomUUID();
    let token = await strategy.acquireInitialRetryToken(String(context['partition_id'] ?? ''));
    for (let totalRetryDelay = 0; ; totalRetryDelay += waitedMs(token)) {
      const attempts = token.getRetryCount() + 1;
      headers[REQUEST_HEADER] = `attempt=${attempts}; max=${maxAttempts}`;
      try {
        const result: FinalizeHandlerOutput<ServiceOutputTypes> = await next(args);
        strategy.recordSuccess(token);
        noteOn(result.output, attempts, totalRetryDelay);
        return result;
      } catch (error) {
        const renewed = await nextToken(strategy, token, error as SdkError);
        if (renewed === undefined) {
          noteOn(error as SdkError, attempts, totalRetryDelay);
          throw error;
        }
        token = renewed;
      }
    }
  };
