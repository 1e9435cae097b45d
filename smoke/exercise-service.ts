import { randomUUID } from 'node:crypto';
import { NoAnswerError, sendJson, type JsonAnswer } from './send-json.ts';
import type { TimelineEntry } from './timeline.ts';

/** What the service's client did and saw. */
export interface Exercise {
  readonly entries: readonly TimelineEntry[];
  /** One sentence for each answer that was not the documented one, and for one that did not come, which ends it all. */
  readonly problems: readonly string[];
  /** How many requests must have made KMS refuse a ciphertext. */
  readonly refusals: number;
}

export interface ExerciseOptions {
  readonly endpoint: string;
  /** Whether to try wrong keys and an unknown name, which raises alarms. */
  readonly tryWrongKeys: boolean;
  readonly now: () => number;
}

const text = 'My secret text, kept by KMS';
const refusal = { Message: 'Data decryption failed, make sure you have the correct key' };

/** The lab's test over HTTP: one encrypt, good decrypts both ways, then wrong keys and an unknown name. */
export async function exerciseService(options: ExerciseOptions): Promise<Exercise> {
  const entries: TimelineEntry[] = [];
  const problems: string[] = [];
  try {
    return { entries, problems, refusals: await exercise(options, entries, problems) };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    problems.push(`${error.message}. Is the service up, and can it be reached from here?`);
    return { entries, problems, refusals: 0 };
  }
}

/** Resolves to the number of refusals. */
async function exercise(
  { endpoint, tryWrongKeys, now }: ExerciseOptions,
  entries: TimelineEntry[],
  problems: string[],
): Promise<number> {
  const name = `smoke-${randomUUID()}`;

  const step = async (
    what: string,
    ask: { method: 'GET' | 'POST'; path: string; body: Record<string, string> },
    expected: (answer: JsonAnswer) => boolean,
  ): Promise<JsonAnswer> => {
    const atMs = now();
    const answer = await sendJson(ask.method, `${endpoint}${ask.path}`, ask.body);
    entries.push({ atMs, stage: 'request', what: `${ask.method} ${ask.path} ${what}: ${answer.status}` });
    if (!expected(answer))
      problems.push(
        `${ask.method} ${ask.path} ${what}: unexpected answer ${answer.status} ${shown(answer.body)}`,
      );
    return answer;
  };
  const opened = (answer: JsonAnswer): boolean => answer.status === 200 && field(answer, 'Text') === text;
  const refused = (answer: JsonAnswer): boolean =>
    answer.status === 400 && shown(answer.body) === shown(refusal);

  const stored = await step(
    'stores a text',
    { method: 'POST', path: '/encrypt', body: { Name: name, Text: text } },
    (a) => a.status === 200,
  );
  const key = field(stored, 'Key');
  if (key === undefined) return 0;
  await step(
    'with the right key',
    { method: 'GET', path: '/decrypt', body: { Name: name, Key: key } },
    opened,
  );
  await step(
    'with the right key',
    { method: 'POST', path: '/decrypt', body: { Name: name, Key: key } },
    opened,
  );
  if (!tryWrongKeys) return 0;

  const wrongKeys = ['some-random-false-key', randomUUID(), randomUUID()];
  for (const wrong of wrongKeys) {
    await step(
      'with a wrong key',
      { method: 'GET', path: '/decrypt', body: { Name: name, Key: wrong } },
      refused,
    );
  }
  await step(
    'with an unknown name',
    { method: 'GET', path: '/decrypt', body: { Name: `${name}-unknown`, Key: key } },
    refused,
  );
  return wrongKeys.length + 1;
}

function field(answer: JsonAnswer, name: string): string | undefined {
  const value = (answer.body as Record<string, unknown> | null)?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** An answer for a message: a key that was handed out stays out of it. */
function shown(body: unknown): string {
  return JSON.stringify(body, (property, value: unknown) =>
    property === 'Key' || property === 'Text' ? '…' : value,
  );
}
