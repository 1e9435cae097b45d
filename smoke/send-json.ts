import http from 'node:http';
import https from 'node:https';

export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A request that nobody answered, or not in JSON. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** Longer than the service's own deadline, so that its answer is seen and not this one's. */
const requestDeadlineMs = 15_000;

/**
 * Sends a JSON body with any method. `fetch` refuses a body with GET, which is how the lab asks for a
 * decryption, so this uses node:http.
 * @throws NoAnswerError when there is no answer within 15 s or the answer is not JSON.
 */
export function sendJson(method: 'GET' | 'POST', url: string, body: unknown): Promise<JsonAnswer> {
  const payload = JSON.stringify(body);
  const transport = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      // Of a host with several addresses there is a code and no message.
      const reason = cause.message === '' ? (cause.code ?? cause.name) : cause.message;
      reject(new NoAnswerError(`${method} ${url} failed: ${reason}`, { cause }));
    };
    const request = transport.request(
      url,
      {
        method,
        agent: false,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
        signal: AbortSignal.timeout(requestDeadlineMs),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        // An answer that is cut off, or takes longer than there is time.
        response.on('error', fail);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          try {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
          } catch {
            reject(
              new NoAnswerError(
                `${method} ${url} answered ${response.statusCode ?? 0} without JSON: ${text.slice(0, 200)}`,
              ),
            );
          }
        });
      },
    );
    request.on('error', fail);
    request.end(payload);
  });
}
