import type { PlantedInRequests } from './planted-in-requests.ts';

/** Bytes of which no route reads all, and what becomes of them. */
export interface UnreadRequest {
  readonly title: string;
  /** As they go over the wire, one behind the other. */
  readonly pieces: readonly Buffer[];
  /** Of all answers. */
  readonly statusCodes: readonly number[];
  /** Whether the service waits for more, which never comes. */
  readonly thenHangUp: boolean;
}

const request = (
  title: string,
  statusCodes: readonly number[],
  ...pieces: readonly string[]
): UnreadRequest => ({
  title,
  statusCodes,
  pieces: pieces.map((text) => Buffer.from(text)),
  thenHangUp: false,
});

const unfinished = (...of: Parameters<typeof request>): UnreadRequest => ({
  ...request(...of),
  thenHangUp: true,
});

const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

const head = (startLine: string, ...headers: readonly string[]): string =>
  [`${startLine} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...headers, '', ''].join('\r\n');

const WHOLE = 'Connection: close';
const CHUNKED = 'Transfer-Encoding: chunked';

/**
 * Every way to have a secret arrive at the service without a route to read it: what is not found, not allowed, too
 * long or broken off, and what is no HTTP, for which Node's own error carries the bytes that came.
 */
export const unreadRequests = (planted: PlantedInRequests): readonly UnreadRequest[] => {
  const { Name, Text, 'wrong Key': Key, header } = planted;
  const body = JSON.stringify({ Name, Text, Key });
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  const beyondLimit = JSON.stringify({ Name, Text: Text.repeat(20_000), Key });
  return [
    request('a body for a path that is none', [404], head('POST /nothing', length, WHOLE), body),
    request('a body for a method that is not allowed', [405], head('PUT /encrypt', length, WHOLE), body),
    request(
      'a body behind an expectation',
      [404],
      head('POST /nothing', `Expect: ${Key}`, length, WHOLE),
      body,
    ),
    unfinished('a body longer than it may be', [413], head('POST /encrypt', 'Content-Length: 900000'), body),
    unfinished('chunks longer than they may be', [413], head('POST /encrypt', CHUNKED), chunk(beyondLimit)),
    unfinished('a body that breaks off', [400], head('POST /encrypt', 'Content-Length: 900'), body),
    unfinished('chunks that break off', [400], head('POST /encrypt', CHUNKED), chunk(body), `40\r\n${Text}`),
    request('a chunk without a size', [400], head('POST /encrypt', CHUNKED), chunk(body), `${Text}\r\n`),
    request('a chunk longer than its size', [400], head('POST /encrypt', CHUNKED), `4\r\n${body}\r\n`),
    request(
      "a chunk's extension",
      [404],
      head('POST /nothing', CHUNKED, WHOLE),
      `2;${Text}\r\n{}\r\n0\r\n\r\n`,
    ),
    request('a trailer', [404], head('POST /nothing', CHUNKED, WHOLE), `0\r\nText: ${Text}\r\n\r\n`),
    request('bytes behind a request', [200, 400], head('GET /health'), `${body}\r\n\r\n`),
    request('a length that is none', [400], head(`POST /${Name}`, `Content-Length: x${Text}`), body),
    request('a body with two lengths', [400], head('POST /encrypt', length, 'Content-Length: 1'), body),
    request('a body with a length and chunks', [400], head('POST /encrypt', length, CHUNKED), body),
    request('a header that is none', [400], head('POST /encrypt', `${Text} ${Key}`, length), body),
    request('a header with an end of its own', [400], head('POST /encrypt', `X-Text: ${Text}\0${Key}`)),
    request('a head longer than it may be', [431], head('GET /health', `X-Text: ${Text.repeat(2_000)}`)),
    unfinished('a head that breaks off', [400], `POST /${Name} HTTP/1.1\r\nX-Text: ${Text}\r\nX-Key: ${Key}`),
    request(
      'a wish for another protocol',
      [200],
      head('GET /health', `Upgrade: ${Text}`, 'Connection: upgrade, close'),
    ),
    unfinished(
      'a tunnel',
      [],
      `CONNECT ${Name}:443 HTTP/1.1\r\nHost: ${Name}\r\nX: ${header}\r\n\r\n${Text}`,
    ),
    request('another version of HTTP', [400], `POST /${Name} HTTP/9.9\r\nX-Text: ${Text}\r\n\r\n${body}`),
    request('another protocol', [400], `AUTH ${Name} ${Text}\r\n`),
  ];
};
