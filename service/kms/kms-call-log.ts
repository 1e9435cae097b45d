import { errorCodeOf } from '../error-code.ts';
import type { RequestScope } from '../request-scope.ts';

export type KmsOperation = 'GenerateDataKey' | 'Decrypt';

interface ResponseMetadata {
  readonly requestId?: string | undefined;
  readonly attempts?: number | undefined;
}

interface KmsCall {
  readonly operation: KmsOperation;
  readonly outcome: 'success' | 'wrong-key' | 'unavailable';
  readonly recordId: string;
  readonly kmsKeyArn: string;
  readonly startedAt: number;
  readonly metadata?: ResponseMetadata;
  readonly cause?: unknown;
}

const metadataOf = (error: unknown): ResponseMetadata =>
  (error as { $metadata?: ResponseMetadata } | undefined)?.$metadata ?? {};

/**
 * The one line of a KMS call. `kmsRequestId` finds the call in CloudTrail (`requestID`); the record's random
 * id stands for the Name. Who caused the call is told here as well: the request's own line has no more in common with this
 * one than an id that its sender may have chosen, and used before. The encryption context is left out: CloudTrail has it,
 * and nobody else needs it.
 */
export const logKmsCall = ({ log, caller }: RequestScope, call: KmsCall): void => {
  const { requestId, attempts } = call.metadata ?? metadataOf(call.cause);
  log.info(
    {
      event: 'kms-call',
      operation: call.operation,
      outcome: call.outcome,
      errorCode: call.outcome === 'success' ? undefined : errorCodeOf(call.cause),
      kmsRequestId: requestId,
      kmsKeyArn: call.kmsKeyArn,
      recordId: call.recordId,
      attempts,
      durationMs: Math.round(performance.now() - call.startedAt),
      ...caller,
    },
    'called KMS',
  );
};
