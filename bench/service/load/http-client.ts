import { Pool } from 'undici';

/** One request to a subject. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
}

export interface Reply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * A client that costs little itself and can send a body with GET, as the lab does, on connections that stay
 * open. Of npm's load generators none fits: autocannon's and its like send the next request of a connection
 * when the last was answered, at whatever rate is asked for, and so never see how long a request would have waited.
 */
export class HttpClient {
  readonly #pool: Pool;

  constructor(origin: string, connections: number) {
    this.#pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
    });
  }

  send({ method, path, body }: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let statusCode = 0;
      let headers: Reply['headers'] = {};
      this.#pool.dispatch(
        {
          method,
          path,
          body,
          // Else undici closes the connection after a GET with a body.
          reset: false,
          headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' },
        },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, status, received) => {
            statusCode = status;
            headers = received;
          },
          onResponseData: (_controller, chunk) => void chunks.push(chunk),
          onResponseEnd: () => resolve({ statusCode, headers, body: Buffer.concat(chunks).toString() }),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
