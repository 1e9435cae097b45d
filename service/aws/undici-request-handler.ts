import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';
import Pool from 'undici/lib/dispatcher/pool.js';

interface UndiciRequestHandlerOptions {
  readonly maxSockets: number;
  /** Reaching the other side, TLS included. */
  readonly connectTimeoutMs: number;
  /** Waiting for the answer's head, and then for each part of its body. To half a second, as undici counts. */
  readonly responseTimeoutMs: number;
}

/** Long: a connection that AWS still holds open is kept, as Node's own agent does. */
const KEEP_ALIVE_TIMEOUT_MS = 5 * 60_000;

/** undici's names of errors that are, for the SDK's retry strategy, a time-out or a connection that broke. */
const transientErrors: ReadonlyMap<string | undefined, { readonly name: string; readonly code: string }> =
  new Map([
    ['UND_ERR_CONNECT_TIMEOUT', { name: 'TimeoutError', code: 'ETIMEDOUT' }],
    ['UND_ERR_HEADERS_TIMEOUT', { name: 'TimeoutError', code: 'ETIMEDOUT' }],
    ['UND_ERR_BODY_TIMEOUT', { name: 'TimeoutError', code: 'ETIMEDOUT' }],
    ['UND_ERR_SOCKET', { name: 'TimeoutError', code: 'ECONNRESET' }],
    ['ECONNRESET', { name: 'TimeoutError', code: 'ECONNRESET' }],
    ['EPIPE', { name: 'TimeoutError', code: 'EPIPE' }],
  ]);

const asSdkError = (error: Error & { readonly code?: string }): Error => {
  const transient = transientErrors.get(error.code);
  return transient === undefined
    ? error
    : Object.assign(new Error(error.message, { cause: error }), transient);
};

const asText = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> => {
  const text: Record<string, string> = {};
  for (const name in headers) text[name] = String(headers[name]);
  return text;
};

/**
 * Sends the SDK's requests through a pool of undici, at half of what the SDK's own handler over node:http costs.
 * An answer is handed over whole: KMS's and Secrets Manager's fit in a packet, and a body that breaks off is a broken
 * connection.
 *
 * Meant for one client, and so one endpoint: the pool is made for the first request's, and another is refused.
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-maxsockets.html
 */
export class UndiciRequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #options: UndiciRequestHandlerOptions;
  #origin = '';
  #pool: Pool | undefined;

  constructor(options: UndiciRequestHandlerOptions) {
    this.#options = options;
  }

  handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const { method, path, headers } = request;
    const body = request.body as Uint8Array | string;
    const pool = this.#poolOf(request);
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let statusCode = 0;
      let responseHeaders = {};
      pool.dispatch(
        { method: method, path, headers, body },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, status, received) => {
            statusCode = status;
            responseHeaders = asText(received);
          },
          onResponseData: (_controller, chunk) => void chunks.push(chunk),
          onResponseEnd: () => {
            const whole = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
            resolve({ response: new HttpResponse({ statusCode, headers: responseHeaders, body: whole }) });
          },
          onResponseError: (_controller, error) => reject(asSdkError(error)),
        },
      );
    });
  }

  destroy(): void {
    void this.#pool?.destroy();
  }

  /** Clients' extensions may change a handler's settings; none is used here. */
  updateHttpClientConfig(): void {
    throw new Error('This handler is configured when it is made.');
  }

  httpHandlerConfigs(): object {
    return this.#options;
  }

  #poolOf({ protocol, hostname, port }: HttpRequest): Pool {
    const origin = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
    if (this.#pool === undefined) {
      const { maxSockets, connectTimeoutMs, responseTimeoutMs } = this.#options;
      this.#origin = origin;
      this.#pool = new Pool(origin, {
        connections: maxSockets,
        pipelining: 1,
        connect: { timeout: connectTimeoutMs },
        headersTimeout: responseTimeoutMs,
        bodyTimeout: responseTimeoutMs,
        keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
        keepAliveMaxTimeout: KEEP_ALIVE_TIMEOUT_MS,
      });
    }
    if (origin !== this.#origin) throw new RangeError(`The pool is for ${this.#origin}, not for ${origin}.`);
    return this.#pool;
  }
}
