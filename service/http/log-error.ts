import { NameTakenError, Refusal, UnavailableError } from '../errors.ts';
import type { Logger } from '../log/logger.ts';
import { RecordIntegrityError } from '../record/record-integrity-error.ts';
import type { Answer } from './answer.ts';

/**
 * Writes what an operator must learn of an error, before it is answered. A caller's mistakes aren't news; a
 * rate limit at work and what was shed are told by the request's own line.
 */
export const logError = (error: unknown, { statusCode }: Answer, log: Logger): void => {
  if (error instanceof RecordIntegrityError) {
    log.error({ event: 'record-integrity', recordId: error.recordId, err: error }, error.message);
  } else if (error instanceof UnavailableError) {
    const { dependency, errorCode } = error;
    log.warn({ event: 'unavailable', dependency, errorCode }, `${dependency} is unavailable`);
  } else if (error instanceof NameTakenError) {
    log.info({ event: 'name-taken' }, 'answered that a Name exists');
  } else if (statusCode >= 500 && !(error instanceof Refusal)) {
    log.error({ event: 'unexpected-error', err: error }, 'a fault of ours');
  }
};
