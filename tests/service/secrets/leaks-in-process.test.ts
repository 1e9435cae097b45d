import { GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';

import { createKmsClient } from '../../../service/kms/kms-client.ts';
import { InMemoryService } from '../support/in-memory-service.ts';
import { leaksInProcess, type ProducedInProcess } from '../support/leaks-in-process.ts';
import { currentKeyArn, region } from '../support/test-aws.ts';

interface Said {
  readonly Name: string;
  readonly Text: string;
  readonly Key: string;
}

const sentences: Said = {
  Name: 'the name of a test',
  Text: 'the quick brown fox jumps',
  Key: 'some-random-false-key',
};
const words: Said = { Name: 'n', Text: 't', Key: 'k' };

const post = async (service: InMemoryService, url: string, payload: object): Promise<Partial<Said>> =>
  (await service.app.inject({ method: 'POST', url, payload })).json<Partial<Said>>();

/** What `stop` says of a service that stored a secret, opened it and refused a wrong Key. */
const sayingsOf = async (service: InMemoryService, { Name, Text, Key }: Said): Promise<string[]> => {
  const { Key: answered = '' } = await post(service, '/encrypt', { Name, Text });
  for (const key of [answered, Key]) await post(service, '/decrypt', { Name, Key: key });
  service.forget();
  const [stopped] = await Promise.allSettled([service.stop()]);
  if (stopped.status === 'fulfilled') return [];
  const sayings = (stopped.reason as Error).message;
  for (const secret of [answered, sentences.Name, sentences.Text, sentences.Key])
    expect(sayings).not.toContain(secret);
  return sayings.split('\n');
};

/** Has a service do with every body what no service may. */
const makeLeaky = ({ app, records: { records } }: InMemoryService): void => {
  app.addHook('preHandler', ({ log, body }, reply, done) => {
    const said = JSON.parse(String(body)) as Partial<Said>;
    log.trace({ said });
    reply.header('x-said', `read ${String(body)}`);
    const [stored] = records;
    if (stored !== undefined) records.set(stored[0], { ...stored[1], kmsKeyArn: said.Key ?? '' });
    done();
  });
};

const tellKms = (Text: string): Promise<unknown> => {
  const EncryptionContext = { keywatch: Text };
  const call = new GenerateDataKeyCommand({ KeyId: currentKeyArn, KeySpec: 'AES_256', EncryptionContext });
  return createKmsClient(region, 1).send(call);
};

describe.each([
  ['sentences', sentences],
  ['words of one letter', words],
])('of a service in this process that was told %s', (_title, said) => {
  it('each that came out is told when it is stopped, and where', async () => {
    const service = await InMemoryService.start();
    makeLeaky(service);
    await tellKms(said.Text);
    const sayings = await sayingsOf(service, said);
    for (const secret of ['a Name', 'a Text', 'a wrong Key', 'an answered Key']) {
      expect(sayings).toContain(`${secret} is in the log: a line (as it is).`);
      expect(sayings).toContain(`${secret} is in the answers: head or body (as it is).`);
    }
    expect(sayings).toContain('a Text is in what AWS was told: a call (as it is).');
    expect(sayings).toContain('a wrong Key is in the database: a record (as it is).');
  });

  it('nothing is told when none came out', async () => {
    const service = await InMemoryService.start();
    expect(await sayingsOf(service, said)).toEqual([]);
    expect(service.log.everything()).toContain('"event":"metrics"');
  });
});

describe('what came of a service', () => {
  const requestId = 'c1a5f0de-6c0b-4b7e-8d7c-0a9f3a1e5b21';
  const callId = '5d0c7a52-93b3-4f0a-a1f5-6f6a1f7c2e48';
  const password = 'Zq7RkW2mXc9TbN4vLs8HdJ1pGfY6uAe3';
  const secretKey = 'Bt5yHn8kQw3eRf6gVj9mCx2zLs4dPa7u';
  const call = { operation: 'Decrypt', input: {}, requestId: callId, outcome: 'success', userAgent: 'sdk' };
  const blameless = {
    log: `${requestId} ${callId}`,
    answers: [requestId],
    told: [call],
    rows: '"some name"',
    said: [['some name', 'a Name']] as const,
  };
  const sayings = (changes: Partial<typeof blameless> = {}): Promise<string[]> => {
    const { log, answers, told, rows, said } = { ...blameless, ...changes };
    const produced: ProducedInProcess = {
      overheard: {
        said: () => new Map(said),
        answeredKeys: new Set(['0f8fad5b-d9cb-469f-a165-70867728950e']),
        requestIds: new Set([requestId]),
        answers: new Set(answers),
      },
      log: { everything: () => log },
      aws: { told, credentials: { AWS_SECRET_ACCESS_KEY: secretKey } },
      passwords: [password],
      database: [{ place: 'its log', bytes: Buffer.from(rows) }],
    };
    return leaksInProcess(produced);
  };

  it.each<[string, Partial<typeof blameless>, string]>([
    [
      'the password in the log',
      { log: `${blameless.log} ${password}` },
      'password 1 of the database is in the log: a line (as it is).',
    ],
    [
      'the password in the log in base64',
      { log: `${blameless.log} ${Buffer.from(`u:${password}`).toString('base64')}` },
      'password 1 of the database is in the log: a line (base64).',
    ],
    [
      "the password in Postgres's log",
      { rows: `${blameless.rows} ALTER ROLE u PASSWORD '${password}'` },
      'password 1 of the database is in the database: its log (as it is).',
    ],
    [
      'the secret key in an answer',
      { answers: [requestId, secretKey] },
      'AWS_SECRET_ACCESS_KEY is in the answers: head or body (as it is).',
    ],
    [
      'the secret key in what AWS was told',
      { told: [{ ...call, userAgent: secretKey }] },
      'AWS_SECRET_ACCESS_KEY is in what AWS was told: a call (as it is).',
    ],
  ])('is told to hold %s', async (_title, changes, saying) => {
    expect(await sayings(changes)).toContain(saying);
  });

  it('is told to hold nothing where all that belongs there is found', async () => {
    expect(await sayings()).toEqual([]);
  });

  it.each<[string, Partial<typeof blameless>, string]>([
    ['request in the log', { log: callId }, 'the id of a request is not found in the log'],
    ['call in the log', { log: requestId }, 'the id of an AWS call is not found in the log'],
    ['request in the answers', { answers: [] }, 'the id of a request is not found in the answers'],
    ['call of AWS', { told: [] }, 'the id of an AWS call is not found in what AWS was told'],
    ['Name in the database', { rows: '' }, 'a Name is not found in the database'],
    ['word of its callers', { said: [] as never }, 'a Name is not found in the database'],
  ])('makes the search say that it is blind when there is no %s', async (_title, changes, saying) => {
    expect(await sayings(changes)).toContain(`${saying}: the search is blind there.`);
  });
});
