import { randomBytes, randomUUID } from 'node:crypto';

import { errorCodeOf } from './error-code.ts';
import type { DataKeys } from './kms/data-keys.ts';
import type { Logger } from './log/logger.ts';
import { currentRecordFormat } from './record/record-formats.ts';
import type { RecordHead } from './record/record-format.ts';
import { openBackgroundScope } from './request-scope.ts';

interface DecoyOptions {
  readonly dataKeys: Pick<DataKeys, 'generate'>;
  readonly log: Logger;
  /** How long to wait before another try, given how many have failed. */
  readonly retryDelayMs?: (failures: number) => number;
}

const doublingUpToHalfAMinute = (failures: number): number => Math.min(500 * 2 ** failures, 30_000);

/**
 * The head of a record nobody can open, decrypted in place of a Name that doesn't exist: the same derivation,
 * the same Decrypt, the same error in CloudTrail as a wrong Key.
 *
 * Its data key is generated at start under the context of a random Name and Key that are forgotten at once,
 * in the background: the service lives and encrypts while KMS is out. Until it is there, nothing is
 * decrypted at all, or a 503 for unknown Names alone would tell which exist.
 */
export class Decoy {
  readonly #options: DecoyOptions;
  #head: RecordHead | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: DecoyOptions) {
    this.#options = options;
  }

  /** Undefined until KMS has answered once. */
  get head(): RecordHead | undefined {
    return this.#head;
  }

  /** Settles after the first try, whatever comes of it; the next ones follow by themselves. Never rejects. */
  start(): Promise<void> {
    return this.#try(0);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
  }

  async #try(failures: number): Promise<void> {
    const { dataKeys, log, retryDelayMs = doublingUpToHalfAMinute } = this.#options;
    const format = currentRecordFormat;
    const id = randomUUID();
    const salt = randomBytes(format.saltBytes);
    const context = format.encryptionContext(salt, { name: randomUUID(), key: randomUUID() });
    try {
      const { plaintext, wrapped, kmsKeyArn } = await dataKeys.generate(
        id,
        context,
        openBackgroundScope(log),
      );
      plaintext.fill(0);
      this.#head = { id, format, kmsKeyArn, salt, wrappedDataKey: wrapped };
      log.info({ event: 'decoy-ready', recordId: id }, 'generated the decoy');
    } catch (error) {
      if (this.#stopped) return;
      const retryInMs = retryDelayMs(failures);
      log.warn(
        { event: 'decoy-failed', errorCode: errorCodeOf(error), retryInMs },
        'no decoy yet: decrypts answer 503',
      );
      this.#retry = setTimeout(() => void this.#try(failures + 1), retryInMs).unref();
    }
  }
}
