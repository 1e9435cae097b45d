import fc from 'fast-check';

import { exchange, type RawAnswer } from './raw-exchange.ts';
import { brokenChunks, hiddenRequest, smugglingPairs, type SmugglingPair } from './smuggling.ts';
import { canaries, quotesCanary } from './secret-body.ts';

/** A service to send bytes to, and what is known of it from outside. */
export interface RawTarget {
  readonly port: number;
  countRecords(): Promise<number>;
  printed(): string;
}

/** What no bytes may be answered with: a status the document's words or routes don't name, or another form. */
const problemOf = ({ statusCode, head, body }: RawAnswer): string | undefined => {
  if (![200, 400, 404, 405, 408, 409, 413, 415, 431].includes(statusCode)) return `answered ${statusCode}`;
  if (!/^content-type: application\/json; charset=utf-8\r?$/im.test(head)) return 'not JSON by its type';
  if (quotesCanary(body)) return 'repeats the request';
  const value: unknown = JSON.parse(Buffer.from(body, 'latin1').toString('utf8'));
  const fields = Object.keys(value as object)
    .sort()
    .join();
  const known =
    statusCode === 200 ? ['Message', 'Key,Message', 'components,info,openapi,paths,servers'] : ['Message'];
  return known.includes(fields) ? undefined : `answered fields ${fields}`;
};

const requireGood = (answers: readonly RawAnswer[], sent: string): void => {
  const problem = answers.map(problemOf).find((one) => one !== undefined);
  if (problem !== undefined) throw new Error(`${problem}: ${sent}`);
};

const closes = ({ head }: RawAnswer): boolean => /^connection: close\r?$/im.test(head);

/** As many answers as there are requests in the pair's one right reading, and the hidden one only in that. */
const judge = (answers: readonly RawAnswer[], { framing, title }: SmugglingPair): void => {
  requireGood(answers, title);
  const [first, ...others] = answers;
  if (framing !== 'refused') return;
  if (first?.statusCode !== 400 || !closes(first) || others.length > 0) {
    throw new Error(
      `not refused as a whole but answered ${answers.map(({ statusCode }) => statusCode).join()}: ${title}`,
    );
  }
};

/** Sends every pair, or every `step`th; none that must be refused may have had its hidden request carried out. */
export const trySmuggling = async (target: RawTarget, step = 1): Promise<number> => {
  const before = await target.countRecords();
  let tried = 0;
  let carriedOut = 0;
  let index = 0;
  for (const pair of smugglingPairs((number) => `${canaries.Name} ${number}`)) {
    index += 1;
    if (index % step !== 0) continue;
    const answers = await exchange(target.port, [pair.bytes]);
    tried += 1;
    judge(answers, pair);
    carriedOut += answers.filter(({ body }) => body.includes('"Key"')).length;
  }
  for (const body of brokenChunks) {
    const head =
      'POST /encrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    const answers = await exchange(target.port, [
      Buffer.from(head + body + hiddenRequest(canaries.Name), 'latin1'),
    ]);
    tried += 1;
    requireGood(answers, body);
    if (answers.length !== 1 || answers[0]?.statusCode !== 400)
      throw new Error(`not refused: ${JSON.stringify(body)}`);
  }
  const records = (await target.countRecords()) - before;
  if (records !== carriedOut) throw new Error(`${records} records, ${carriedOut} were answered`);
  return tried;
};

const sound = [
  'GET /health HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n',
  `POST /decrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n{"Name":"${canaries.Name}","Key":"${canaries.Key}"}`,
  `GET //decrypt?x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n{"Name":"${canaries.Name}","Key":"${canaries.Key}"}`,
  'POST /encrypt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  'POST /encrypt HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}',
  'PUT /nothing HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc',
];

const fragments = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  '\t',
  ':',
  'Host: y\r\n',
  'Content-Length: 1\r\n',
  '0\r\n\r\n',
  '\r\n\r\n',
  'chunked',
];
fragments.push(
  'Transfer-Encoding: chunked\r\n',
  'Connection: close\r\n',
  'Upgrade: h2c\r\n',
  'Expect: x\r\n',
  'HTTP/1.1',
  '\xff',
  'A: '.repeat(99),
);

type Edit = readonly [at: number, take: number, put: string];

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.nat(),
  fc.constantFrom(0, 0, 1, 2, 10),
  fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary-ascii', maxLength: 3 }), fc.constant('')),
);

/** Sound requests behind one another with a few edits, and where the bytes are cut into packets. */
const mutants = fc.record({
  requests: fc.array(fc.constantFrom(...sound), { minLength: 1, maxLength: 3 }),
  edits: fc.array(edit, { maxLength: 4 }),
  cuts: fc.array(fc.nat(), { maxLength: 2 }),
});

const mutate = (text: string, edits: readonly Edit[]): string => {
  let mutated = text;
  for (const [at, take, put] of edits) {
    const position = at % (mutated.length + 1);
    mutated = mutated.slice(0, position) + put + mutated.slice(position + take);
  }
  return mutated;
};

const cutInto = (bytes: Buffer, cuts: readonly number[]): Buffer[] => {
  const positions = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return positions.slice(1).map((end, index) => bytes.subarray(positions[index], end));
};

/** Sends random mutants; every answer is a documented one, no more of them than requests, and nothing is printed. */
export const tryMutants = async (
  target: RawTarget,
  { runs, seed }: { runs: number; seed: number },
): Promise<number> => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(mutants, async ({ requests, edits, cuts }) => {
      const text = mutate(requests.join(''), edits);
      const answers = await exchange(target.port, cutInto(Buffer.from(text, 'latin1'), cuts), {
        thenHangUp: true,
      });
      requireGood(answers, JSON.stringify(text));
      answered += answers.length;
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  if (quotesCanary(target.printed())) throw new Error('the service printed something of a request');
  return answered;
};
