import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';
import type { SignedRequest } from './verify-signature.ts';

/** Reads the rest of a body that is refused, so that the sender reads the answer instead of a reset connection. */
async function readBody(message: IncomingMessage, maxBodyBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  if (size > maxBodyBytes) {
    throw new AwsError(
      'RequestEntityTooLargeException',
      `The request body may hold at most ${maxBodyBytes} bytes.`,
      413,
    );
  }
  return Buffer.concat(chunks);
}

function parseQuery(text: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(text);
  const query: Record<string, string | string[]> = {};
  for (const key of new Set(parameters.keys())) {
    const values = parameters.getAll(key);
    query[key] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return query;
}

/** A request before its body is read. */
export function readHead(message: IncomingMessage): SignedRequest {
  const [path = '/', query = ''] = (message.url ?? '/').split('?', 2);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return { method: message.method ?? '', path, query: parseQuery(query), headers, body: Buffer.alloc(0) };
}

/**
 * Reads the rest of a request whose head is read.
 * @throws AwsError RequestEntityTooLargeException when the body is longer than `maxBodyBytes`.
 */
export async function readRequest(
  head: SignedRequest,
  message: IncomingMessage,
  maxBodyBytes: number,
): Promise<SignedRequest> {
  return { ...head, body: await readBody(message, maxBodyBytes) };
}
