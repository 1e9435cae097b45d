import {
  InvalidCiphertextException,
  type DecryptCommandOutput,
  type GenerateDataKeyCommandOutput,
  type KMSClient,
} from '@aws-sdk/client-kms';

import { withDeadline } from '../deadline.ts';
import { errorCodeOf } from '../error-code.ts';
import { UnavailableError, WrongKeyError } from '../errors.ts';
import { kmsErrorKindOf } from '../metrics/kms-error-kind.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { RecordContext, RecordHead } from '../record/record-format.ts';
import type { RequestScope } from '../request-scope.ts';
import { logKmsCall, type KmsOperation } from './kms-call-log.ts';
import { PreparedDecryptCommand, PreparedGenerateDataKeyCommand } from './prepared-commands.ts';

const DATA_KEY_BYTES = 32;

/** A fresh data key: plaintext for this request alone, wrapped for the record. */
export interface GeneratedDataKey {
  readonly plaintext: Buffer;
  readonly wrapped: Buffer;
  readonly kmsKeyArn: string;
}

interface DataKeysOptions {
  readonly client: KMSClient;
  readonly kmsKeyArn: string;
  readonly previousKmsKeyArns: readonly string[];
  readonly deadlineMs: number;
  readonly metrics: Pick<Metrics, 'kmsCall'>;
  /** Resolves once all lines of the log so far are written. */
  readonly logged: () => Promise<void>;
}

type Output = GenerateDataKeyCommandOutput | DecryptCommandOutput;

interface Call<O extends Output> {
  readonly operation: KmsOperation;
  readonly recordId: string;
  readonly kmsKeyArn: string;
  readonly request: RequestScope;
  send(): Promise<O>;
}

/**
 * The service's two uses of KMS. Nothing is cached: a decrypt that doesn't reach KMS would be one that the
 * trail, and so the monitoring, never sees.
 *
 * Only `InvalidCiphertextException` means a wrong Key. Whatever else goes wrong, IncorrectKeyException,
 * DisabledException, AccessDeniedException, throttling, silence or nonsense, is unavailability.
 * Every call is counted once, and logged: its promise settles only after its line is written, so that whoever was answered
 * stands in the log.
 *
 * At the deadline the caller is answered and the SDK's call is left to its own attempt timeouts: passing an
 * abort signal to `send` would delete the client's middleware cache.
 */
export class DataKeys {
  readonly #options: DataKeysOptions;

  constructor(options: DataKeysOptions) {
    this.#options = options;
  }

  /** @throws UnavailableError */
  async generate(recordId: string, context: RecordContext, request: RequestScope): Promise<GeneratedDataKey> {
    const { client, kmsKeyArn } = this.#options;
    const command = new PreparedGenerateDataKeyCommand({
      KeyId: kmsKeyArn,
      KeySpec: 'AES_256',
      EncryptionContext: { ...context },
    });
    const output = await this.#call({
      operation: 'GenerateDataKey',
      recordId,
      kmsKeyArn,
      request,
      send: () => client.send(command),
    });
    return {
      plaintext: asBuffer(output.Plaintext),
      wrapped: asBuffer(output.CiphertextBlob),
      kmsKeyArn,
    };
  }

  /** @throws WrongKeyError, UnavailableError */
  async decrypt(record: RecordHead, context: RecordContext, request: RequestScope): Promise<Buffer> {
    const kmsKeyArn = this.#configuredArn(record.kmsKeyArn);
    const command = new PreparedDecryptCommand({
      KeyId: kmsKeyArn,
      CiphertextBlob: record.wrappedDataKey,
      EncryptionContext: { ...context },
    });
    const output = await this.#call({
      operation: 'Decrypt',
      recordId: record.id,
      kmsKeyArn,
      request,
      send: () => this.#options.client.send(command),
    });
    return asBuffer(output.Plaintext);
  }

  /**
   * The record's key if it is one of ours, else the current key: then KMS answers IncorrectKeyException,
   * which the trail shows as a replaced key or a foreign database, and a tampered row can't choose the key.
   */
  #configuredArn(recordArn: string): string {
    return this.#options.previousKmsKeyArns.includes(recordArn) ? recordArn : this.#options.kmsKeyArn;
  }

  async #call<O extends Output>(call: Call<O>): Promise<O> {
    const { operation, recordId, kmsKeyArn, request } = call;
    const { metrics, logged } = this.#options;
    const deadlineMs = Math.min(this.#options.deadlineMs, request.leftMs());
    const startedAt = performance.now();
    const line = { operation, recordId, kmsKeyArn, startedAt };
    try {
      const output = await withDeadline(
        deadlineMs,
        call.send(),
        () => new UnavailableError('kms', 'DeadlineExceeded'),
      );
      requireWholeAnswer(operation, kmsKeyArn, output);
      logKmsCall(request, { ...line, outcome: 'success', metadata: output.$metadata });
      metrics.kmsCall(operation, performance.now() - startedAt);
      return output;
    } catch (cause) {
      const wrongKey = operation === 'Decrypt' && cause instanceof InvalidCiphertextException;
      const outcome = wrongKey ? 'wrong-key' : 'unavailable';
      logKmsCall(request, { ...line, outcome, cause });
      const errorKind = kmsErrorKindOf(outcome, errorCodeOf(cause));
      metrics.kmsCall(operation, performance.now() - startedAt, errorKind);
      if (wrongKey) throw new WrongKeyError({ cause });
      throw cause instanceof UnavailableError
        ? cause
        : new UnavailableError('kms', errorCodeOf(cause), { cause });
    } finally {
      await logged();
    }
  }
}

/** The same bytes, not a copy: who wipes the buffer wipes what the SDK decoded. */
const asBuffer = (bytes: Uint8Array = new Uint8Array()): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A 200 that lacks what was asked for, or answers for another key, is not an answer. */
const requireWholeAnswer = (operation: KmsOperation, kmsKeyArn: string, output: Output): void => {
  const wrapped = 'CiphertextBlob' in output ? (output.CiphertextBlob?.byteLength ?? 0) : 0;
  if (
    output.KeyId !== kmsKeyArn ||
    output.Plaintext?.byteLength !== DATA_KEY_BYTES ||
    (operation === 'GenerateDataKey' && wrapped === 0)
  ) {
    throw new UnavailableError('kms', 'MalformedResponse');
  }
};
