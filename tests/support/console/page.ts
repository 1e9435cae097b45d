import { request } from 'node:http';
import type { Snapshot } from '../../../console/protocol.ts';
import type { Assets } from '../../../console/server/assets.ts';

/** Stands for the page's files where no browser looks at them. */
export const noAssets: Assets = new Map([
  ['/assets/main.js', { contentType: 'text/javascript; charset=utf-8', body: '0' }],
]);

export async function readSnapshot(url: string): Promise<Snapshot> {
  return (await (await fetch(`${url}/api/snapshot`)).json()) as Snapshot;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a request with just these headers; fetch would choose some of them itself. */
export function sendRaw(
  url: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** One message of a stream of server-sent events. */
export interface StreamMessage {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** Reads messages until one is the wanted one, which is the last answered. */
export async function readStream(
  url: string,
  headers: Record<string, string>,
  isLast: (message: StreamMessage) => boolean,
): Promise<StreamMessage[]> {
  const response = await fetch(url, { headers });
  const messages: StreamMessage[] = [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line): [string, string] => {
          const colon = line.indexOf(': ');
          return [line.slice(0, colon), line.slice(colon + 2)];
        }),
      );
      const data = fields.get('data');
      if (data === undefined) continue;
      const message = {
        event: fields.get('event') ?? '',
        id: fields.get('id') ?? '',
        data: JSON.parse(data) as unknown,
      };
      messages.push(message);
      if (isLast(message)) return messages;
    }
  }
  throw new Error(`The stream ended (${response.status}) after ${messages.length} messages.`);
}
