import { request, type Agent, type IncomingHttpHeaders } from 'node:http';

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  json(): unknown;
}

interface HttpOptions {
  readonly method?: string;
  readonly body?: object | string;
  readonly agent?: Agent;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request over a real socket. `fetch` can't send a body with GET, which the lab's curl does. */
export const http = (url: string, options: HttpOptions = {}): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', body, agent, headers } = options;
    const payload = typeof body === 'object' ? JSON.stringify(body) : body;
    const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
    const message = request(
      url,
      { method, agent, headers: { 'content-type': 'application/json', ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode = 0, headers: answerHeaders } = response;
          resolve({
            statusCode,
            headers: answerHeaders,
            body: text,
            json: () => JSON.parse(text) as unknown,
          });
        });
      },
    );
    message.on('error', reject);
    message.end(payload);
  });
