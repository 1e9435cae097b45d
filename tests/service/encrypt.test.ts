import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { currentKeyArn } from './support/test-aws.ts';
import { startTestService, wrongKeyMessage, type TestService } from './support/test-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());
beforeEach(() => service.forget());

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('POST /encrypt', () => {
  it("answers the lab's message and a fresh random UUID v4 as Key", async () => {
    const response = await service.encrypt({ Name: service.freshName(), Text: 'some text' });
    expect(response.statusCode).toBe(200);
    const { Message, Key, ...rest } = response.json<Record<string, string>>();
    expect(Message).toBe('Data encrypted and stored, keep your key save');
    expect(Key).toMatch(uuidV4);
    expect(rest).toEqual({});
  });

  it('calls GenerateDataKey once, for the configured key, with the one context entry', async () => {
    await service.stored();
    expect(service.aws.calls.map(({ operation }) => operation)).toEqual(['GenerateDataKey']);
    const { KeyId, KeySpec, EncryptionContext } = service.aws.calls[0]?.input ?? {};
    expect({ KeyId, KeySpec }).toEqual({ KeyId: currentKeyArn, KeySpec: 'AES_256' });
    expect(EncryptionContext).toEqual({ keywatch: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string });
  });

  it('answers 409 for a Name that exists, and overwrites nothing, for one KMS call', async () => {
    const { Name, Key } = await service.stored('the first');
    service.aws.calls.length = 0;
    const second = await service.encrypt({ Name, Text: 'the second' });
    expect(second.statusCode).toBe(409);
    expect(second.json()).toEqual({
      Message: 'A secret with this Name exists already; send its current Key as well to replace it',
    });
    expect(service.aws.calls.map(({ operation }) => operation)).toEqual(['GenerateDataKey']);
    expect((await service.decrypt({ Name, Key })).json()).toEqual({ Text: 'the first' });
  });

  it('lets exactly one of eight requests at once take a Name', async () => {
    const Name = service.freshName();
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    const responses = await Promise.all(texts.map((Text) => service.encrypt({ Name, Text })));
    const winners = responses.flatMap((response, index) => (response.statusCode === 200 ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(responses.filter(({ statusCode }) => statusCode === 409)).toHaveLength(7);
    const Key = responses[winners[0] ?? 0]?.json<{ Key: string }>().Key;
    expect((await service.decrypt({ Name, Key })).json()).toEqual({ Text: texts[winners[0] ?? 0] });
  });

  it.each([
    ['one byte', 'x'],
    ['64 KiB', 'x'.repeat(65_536)],
    ['64 KiB of four-byte characters', '🔐'.repeat(16_384)],
    ['NUL, quotes and line ends', '\0"\\\r\n\u2028'],
    ['combining and right-to-left characters', 'e\u0301 \u202Eabc'],
  ])('keeps a Text of %s exactly', async (_title, Text) => {
    const credentials = await service.stored(Text);
    expect((await service.decrypt(credentials)).json()).toEqual({ Text });
  });

  it('accepts 64 KiB whose every byte is a \\u escape in JSON', async () => {
    const body = `{"Name":"${service.freshName()}","Text":"${'\\u0001'.repeat(65_536)}"}`;
    expect(Buffer.byteLength(body)).toBeGreaterThan(393_000);
    expect((await service.encrypt(body)).statusCode).toBe(200);
  });

  it.each([
    ['256 code points', 'n'.repeat(256)],
    ['256 code points of two UTF-16 units each', '🗄'.repeat(256)],
    ['SQL', "'); drop table records; --"],
    ['a property of every object', '__proto__'],
  ])('accepts a Name of %s', async (_title, Name) => {
    const response = await service.encrypt({ Name, Text: 'x' });
    expect(response.statusCode).toBe(200);
    expect((await service.decrypt({ Name, Key: response.json<{ Key: string }>().Key })).json()).toEqual({
      Text: 'x',
    });
  });

  it('takes Names that differ in form only for different Names', async () => {
    const composed = await service.encrypt({ Name: 'é', Text: 'composed' });
    const decomposed = await service.encrypt({ Name: 'e\u0301', Text: 'decomposed' });
    expect([composed.statusCode, decomposed.statusCode]).toEqual([200, 200]);
    expect((await service.encrypt({ Name: 'É', Text: 'upper case' })).statusCode).toBe(200);
  });
});

describe('POST /encrypt with the current Key', () => {
  it('replaces the secret with one Decrypt and one GenerateDataKey and returns a new Key', async () => {
    const { Name, Key } = await service.stored('old');
    service.aws.calls.length = 0;
    const response = await service.encrypt({ Name, Text: 'new', Key });
    expect(response.statusCode).toBe(200);
    expect(service.aws.calls.map(({ operation }) => operation)).toEqual(['Decrypt', 'GenerateDataKey']);
    const newKey = response.json<{ Key: string }>().Key;
    expect(newKey).not.toBe(Key);
    expect((await service.decrypt({ Name, Key: newKey })).json()).toEqual({ Text: 'new' });
    expect((await service.decrypt({ Name, Key })).json()).toEqual(wrongKeyMessage);
  });

  it('notes in the record when it was written last', async () => {
    const { Name, Key } = await service.stored('old');
    const writtenAt = () =>
      service.pool.run(
        (sql) =>
          sql<
            { at: number }[]
          >`select extract(epoch from written_at)::float8 as at from records where name = ${Name}`,
      );
    const [before] = await writtenAt();
    await service.encrypt({ Name, Text: 'new', Key });
    const [after] = await writtenAt();
    expect(after?.at).toBeGreaterThan(before?.at ?? Infinity);
  });

  it.each([
    [
      'a wrong Key',
      async () => ({ Name: (await service.stored('kept')).Name, Key: 'some-random-false-key' }),
    ],
    ['an unknown Name', () => Promise.resolve({ Name: service.freshName(), Key: 'some-random-false-key' })],
  ])(
    'answers %s exactly as on decrypt, with one Decrypt and nothing stored',
    async (_title, credentialsOf) => {
      const credentials = await credentialsOf();
      service.aws.calls.length = 0;
      const replaced = await service.encrypt({ ...credentials, Text: 'new' });
      const decrypted = await service.decrypt(credentials);
      expect(replaced.statusCode).toBe(400);
      expect(replaced.json()).toEqual(wrongKeyMessage);
      expect(replaced.body).toBe(decrypted.body);
      expect(Object.keys(replaced.headers)).toEqual(Object.keys(decrypted.headers));
      expect(service.aws.calls.map(({ operation }) => operation)).toEqual(['Decrypt', 'Decrypt']);
    },
  );

  it('lets exactly one of two replacements at once win and tells the other 409', async () => {
    const { Name, Key } = await service.stored('old');
    const both = await Promise.all(['left', 'right'].map((Text) => service.encrypt({ Name, Text, Key })));
    const won = both.find(({ statusCode }) => statusCode === 200);
    const lost = both.find(({ statusCode }) => statusCode !== 200);
    expect(lost?.statusCode).toBe(409);
    expect(lost?.json()).toEqual({ Message: 'Another request replaced this secret at the same moment' });
    const Text = both[0] === won ? 'left' : 'right';
    expect((await service.decrypt({ Name, Key: won?.json<{ Key: string }>().Key })).json()).toEqual({ Text });
  });

  it('asks KMS for no data key when the secret was replaced while its Key was proven, and answers 409', async () => {
    const { Name, Key } = await service.stored('old');
    service.aws.calls.length = 0;
    vi.spyOn(service.store, 'readBody').mockResolvedValueOnce(undefined);
    expect((await service.encrypt({ Name, Key, Text: 'new' })).statusCode).toBe(409);
    expect(service.aws.calls.map(({ operation }) => operation)).toEqual(['Decrypt']);
    vi.restoreAllMocks();
    expect((await service.decrypt({ Name, Key })).json()).toEqual({ Text: 'old' });
  });
});
