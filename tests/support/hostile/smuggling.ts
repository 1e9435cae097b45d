import { canaries } from './secret-body.ts';

/** A request whose framing a proxy and the service might read differently, and a second one hidden in it. */
export interface SmugglingPair {
  readonly title: string;
  readonly bytes: Buffer;
  /** How RFC 9112 has it read: refused as a whole, or framed without doubt. */
  readonly framing: 'refused' | 'length' | 'chunked' | 'none';
}

type Reading = 'absent' | 'sound' | 'refused';
type Variant = readonly [line: string, reading: Reading];

/** Lines about the length; LENGTH is replaced by the number of bytes that are meant. */
const lengths: readonly Variant[] = [
  ['', 'absent'],
  ['Content-Length: LENGTH\r\n', 'sound'],
  ['content-length:LENGTH\r\n', 'sound'],
  ['Content-Length:  LENGTH \t\r\n', 'sound'],
  ['Content-Length: 000LENGTH\r\n', 'sound'],
  ['Content-Length: +LENGTH\r\n', 'refused'],
  ['Content-Length: -1\r\n', 'refused'],
  ['Content-Length: 0xLENGTH\r\n', 'refused'],
  ['Content-Length: LENGTH, LENGTH\r\n', 'refused'],
  ['Content-Length: LENGTH;\r\n', 'refused'],
  ['Content-Length: LENGTH e1\r\n', 'refused'],
  ['Content-Length: LENGTH.0\r\n', 'refused'],
  ['Content-Length: 99999999999999999999\r\n', 'refused'],
  ['Content-Length:\r\n', 'refused'],
  ['Content-Length: LENGTH\r\nContent-Length: LENGTH\r\n', 'refused'],
  ['Content-Length: LENGTH\r\nContent-Length: 0\r\n', 'refused'],
  ['Content-Length : LENGTH\r\n', 'refused'],
  [' Content-Length: LENGTH\r\n', 'refused'],
  ['Content-Length: \r\n LENGTH\r\n', 'refused'],
  ['Content-Length: LENGTH\n', 'refused'],
  ['Content-Length: LENGTH\0\r\n', 'refused'],
  ['Content_Length: LENGTH\r\n', 'absent'],
  ['X: y\rContent-Length: LENGTH\r\n', 'refused'],
];

/** Lines about transfer codings. */
const codings: readonly Variant[] = [
  ['', 'absent'],
  ['Transfer-Encoding: chunked\r\n', 'sound'],
  ['transfer-encoding:CHUNKED\r\n', 'sound'],
  ['Transfer-Encoding: \tchunked \r\n', 'sound'],
  ['Transfer-Encoding: gzip, chunked\r\n', 'sound'],
  ['Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n', 'sound'],
  ['Transfer-Encoding: identity\r\n', 'refused'],
  ['Transfer-Encoding: xchunked\r\n', 'refused'],
  ['Transfer-Encoding: chunkedx\r\n', 'refused'],
  ['Transfer-Encoding: chunk\r\n', 'refused'],
  ['Transfer-Encoding: chunked, identity\r\n', 'refused'],
  ['Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', 'refused'],
  ['Transfer-Encoding: "chunked"\r\n', 'refused'],
  ['Transfer-Encoding: chunked;q=1\r\n', 'refused'],
  ['Transfer-Encoding:\x0bchunked\r\n', 'refused'],
  ['Transfer-Encoding: chunked\0\r\n', 'refused'],
  ['Transfer-Encoding : chunked\r\n', 'refused'],
  ['Transfer-Encoding\t: chunked\r\n', 'refused'],
  [' Transfer-Encoding: chunked\r\n', 'refused'],
  ['Transfer-Encoding:\r\n chunked\r\n', 'refused'],
  ['Transfer-Encoding: chunked\n', 'refused'],
  ['Transfer_Encoding: chunked\r\n', 'absent'],
  ['X: y\rTransfer-Encoding: chunked\r\n', 'refused'],
  ['X: y\nTransfer-Encoding: chunked\r\n', 'refused'],
];

const framingOf = (length: Reading, coding: Reading): SmugglingPair['framing'] => {
  if (length === 'refused' || coding === 'refused') return 'refused';
  if (coding === 'sound') return length === 'sound' ? 'refused' : 'chunked';
  return length === 'sound' ? 'length' : 'none';
};

/** The second request of a pair, which must not be carried out when the first is refused. */
export const hiddenRequest = (name: string): string => {
  const body = JSON.stringify({ Name: name, Text: canaries.Text });
  return (
    'POST /encrypt HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n' +
    `Content-Length: ${body.length}\r\n\r\n${body}`
  );
};

const inChunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

/** The body as the first request declares it, and what of it the length covers. */
const shapes = [
  // CL.TE: the length covers everything, the chunks end before the hidden request.
  (hidden: string) => ({ text: `0\r\n\r\n${hidden}`, length: 5 + hidden.length }),
  // TE.CL: one chunk holds the hidden request, the length ends before it.
  (hidden: string) => ({ text: inChunk(hidden), length: hidden.length.toString(16).length + 2 }),
  // Both agree on an empty body.
  (hidden: string) => ({ text: `0\r\n\r\n${hidden}`, length: 5 }),
];

/** Has the connection closed after all that came before it. */
const FAREWELL = 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

const startLines = ['POST /decrypt', 'GET /decrypt', 'GET /health', 'POST /nothing'];

/** Every way to state a length beside every way to state a coding, for every shape of body and kind of route. */
export function* smugglingPairs(
  nameOf: (index: number) => string,
): Generator<SmugglingPair & { name: string }> {
  let index = 0;
  for (const [length, lengthReading] of lengths)
    for (const [coding, codingReading] of codings)
      for (const shape of shapes)
        for (const start of startLines)
          for (const codingFirst of [true, false]) {
            const name = nameOf((index += 1));
            const body = shape(hiddenRequest(name));
            const lengthLine = length.replaceAll('LENGTH', String(body.length));
            const framingLines = codingFirst ? coding + lengthLine : lengthLine + coding;
            const head = `${start} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${framingLines}\r\n`;
            yield {
              title: JSON.stringify(`${start} ${framingLines}${body.text.slice(0, 12)}`),
              bytes: Buffer.from(head + body.text + FAREWELL, 'latin1'),
              framing: framingOf(lengthReading, codingReading),
              name,
            };
          }
}

/** Chunked bodies that are framed wrongly; each must be refused with 400 and the connection closed. */
export const brokenChunks: readonly string[] = [
  'x\r\n{}\r\n0\r\n\r\n',
  '-2\r\n{}\r\n0\r\n\r\n',
  '0x2\r\n{}\r\n0\r\n\r\n',
  '2 \r\n{}\r\n0\r\n\r\n',
  ' 2\r\n{}\r\n0\r\n\r\n',
  '2\n{}\r\n0\r\n\r\n',
  '2\r\n{}0\r\n\r\n',
  '2\r\n{}\n0\r\n\r\n',
  '2\r\n{}xx0\r\n\r\n',
  '1\r\n{}\r\n0\r\n\r\n',
  'ffffffffffffffff0\r\n{}\r\n0\r\n\r\n',
  '2;\nx\r\n{}\r\n0\r\n\r\n',
  '2;a=\0\r\n{}\r\n0\r\n\r\n',
  '2\r\n{}\r\n0\r\nContent-Length : 5\r\n\r\n',
  '2\r\n{}\r\n0\r\n x: y\r\n\r\n',
  '2\r\n{}\r\n',
  '2\r\n{',
];
