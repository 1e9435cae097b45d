import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { marker } from '../../support/secrets/interrogation.ts';
import { keyArns, region, secretArn, type AwsCall, type TestAws } from './test-aws.ts';

/** How the next calls of an operation go wrong. Undefined: they don't. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string; readonly statusCode?: number; readonly times?: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'disconnect' }
  | {
      readonly kind: 'raw';
      readonly statusCode: number;
      readonly body: string;
      readonly contentLength?: number;
    }
  | { readonly kind: 'answer'; readonly edit: (answer: Record<string, unknown>) => Record<string, unknown> };

class FakeError extends Error {
  readonly statusCode: number;

  constructor(code: string, statusCode = 400) {
    super(code);
    this.name = code;
    this.statusCode = statusCode;
  }
}

/** Unambiguous whatever the context holds. */
const associatedData = (context: unknown): Buffer =>
  Buffer.from(JSON.stringify(Object.entries((context ?? {}) as Record<string, string>).sort()));

/**
 * A loopback endpoint that speaks enough KMS and Secrets Manager for the real SDK: real AES-GCM with the
 * encryption context as associated data, and faults on demand. Signatures are not checked.
 */
export class FakeAws implements TestAws {
  readonly calls: AwsCall[] = [];
  readonly told: AwsCall[] = [];
  readonly credentials = { AWS_SECRET_ACCESS_KEY: marker() };
  readonly faults = new Map<string, Fault>();
  /** What GetSecretValue answers at this moment. */
  readSecretString: () => string;
  readonly #keys = new Map<string, Buffer>();
  readonly #blocked = new Map<string, Promise<unknown>>();
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(readSecretString: () => string) {
    this.readSecretString = readSecretString;
    for (const arn of keyArns) this.#keys.set(arn, randomBytes(32));
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(readSecretString: () => string): Promise<FakeAws> {
    const fake = new FakeAws(readSecretString);
    await fake.listen(0);
    return fake;
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get environment(): Record<string, string> {
    return {
      AWS_REGION: region,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${this.port}`,
      AWS_ACCESS_KEY_ID: 'AKIATESTTESTTESTTEST',
      ...this.credentials,
    };
  }

  /** Keeps the next calls of an operation waiting; `release` lets them and all later ones be answered. */
  block(operation: string): { release: () => void } {
    const released = new EventEmitter();
    this.#blocked.set(operation, once(released, 'released'));
    return {
      release: () => {
        this.#blocked.delete(operation);
        released.emit('released');
      },
    };
  }

  /** Refuses connections, at once and for those open. `listen` with the same port brings it back. */
  async stop(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const input = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const requestId = randomUUID();
    const userAgent = request.headers['user-agent'] ?? '';
    const note = (outcome: string) => {
      const call = { operation, input, requestId, outcome, userAgent };
      this.told.push(call);
      this.calls.push(call);
    };
    const send = (statusCode: number, body: string, contentLength = Buffer.byteLength(body)) => {
      response.writeHead(statusCode, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': requestId,
        'content-length': contentLength,
      });
      response.end(body);
    };
    const blocked = this.#blocked.get(operation);
    if (blocked !== undefined) {
      note('blocked');
      await blocked;
    }
    const fault = this.#takeFault(operation);
    if (fault?.kind === 'hang') {
      note('hang');
      return;
    }
    if (fault?.kind === 'disconnect') {
      note('disconnect');
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'raw') {
      note('raw');
      send(fault.statusCode, fault.body, fault.contentLength);
      if (fault.contentLength !== undefined) request.socket.destroySoon();
      return;
    }
    try {
      if (fault?.kind === 'error') throw new FakeError(fault.code, fault.statusCode);
      const answer = this.#answer(operation, input);
      note('success');
      send(200, JSON.stringify(fault?.kind === 'answer' ? fault.edit(answer) : answer));
    } catch (error) {
      if (!(error instanceof FakeError)) throw error;
      note(error.name);
      send(error.statusCode, JSON.stringify({ __type: error.name }));
    }
  }

  #takeFault(operation: string): Fault | undefined {
    const fault = this.faults.get(operation);
    if (fault?.kind === 'error' && fault.times !== undefined) {
      if (fault.times <= 1) this.faults.delete(operation);
      else this.faults.set(operation, { ...fault, times: fault.times - 1 });
    }
    return fault;
  }

  #answer(operation: string, input: Record<string, unknown>): Record<string, unknown> {
    if (operation === 'GenerateDataKey') return this.#generateDataKey(input);
    if (operation === 'Decrypt') return this.#decrypt(input);
    if (operation === 'GetSecretValue') return { ARN: secretArn, SecretString: this.readSecretString() };
    throw new FakeError('UnknownOperationException');
  }

  #materialOf(keyArn: unknown): Buffer {
    const material = this.#keys.get(String(keyArn));
    if (material === undefined) throw new FakeError('NotFoundException');
    return material;
  }

  #generateDataKey({ KeyId, EncryptionContext }: Record<string, unknown>): Record<string, unknown> {
    const plaintext = randomBytes(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#materialOf(KeyId), nonce);
    cipher.setAAD(associatedData(EncryptionContext));
    const sealed = [cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
    const arn = Buffer.from(String(KeyId));
    const blob = Buffer.concat([Buffer.from([arn.length]), arn, nonce, ...sealed]);
    return { KeyId, Plaintext: plaintext.toString('base64'), CiphertextBlob: blob.toString('base64') };
  }

  #decrypt({ KeyId, CiphertextBlob, EncryptionContext }: Record<string, unknown>): Record<string, unknown> {
    const blob = Buffer.from(String(CiphertextBlob), 'base64');
    const bodyStart = 1 + (blob[0] ?? 0);
    const material = this.#materialOf(KeyId);
    if (blob.subarray(1, bodyStart).toString() !== KeyId) throw new FakeError('IncorrectKeyException');
    const decipher = createDecipheriv('aes-256-gcm', material, blob.subarray(bodyStart, bodyStart + 12));
    decipher.setAAD(associatedData(EncryptionContext));
    decipher.setAuthTag(blob.subarray(-16));
    try {
      const plaintext = Buffer.concat([
        decipher.update(blob.subarray(bodyStart + 12, -16)),
        decipher.final(),
      ]);
      return { KeyId, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
    } catch {
      throw new FakeError('InvalidCiphertextException');
    }
  }
}
