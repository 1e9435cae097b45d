import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startTestService, wrongKeyMessage, type TestService } from './support/test-service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());
beforeEach(() => service.forget());

describe('/decrypt', () => {
  it.each(['GET', 'POST'] as const)('answers the Text to %s with a JSON body', async (method) => {
    const response = await service.decrypt(await service.stored('the quick brown fox'), method);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ Text: 'the quick brown fox' });
  });

  it("answers a wrong Key with 400 and the lab's message after one failed Decrypt", async () => {
    const { Name } = await service.stored();
    service.aws.calls.length = 0;
    const response = await service.decrypt({ Name, Key: 'some-random-false-key' }, 'GET');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual(wrongKeyMessage);
    expect(service.aws.calls.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['Decrypt', 'InvalidCiphertextException'],
    ]);
  });

  it.each([
    ['128 characters', 'k'.repeat(128)],
    ['128 characters outside the basic plane', '🔑'.repeat(128)],
    ['the right Key in upper case', 'UPPER'],
    ['NUL', '\0'],
    ['half a surrogate pair', '\ud800'],
  ])('takes %s for a wrong Key', async (title, wrong) => {
    const { Name, Key } = await service.stored();
    const given = title.includes('upper case') ? Key.toUpperCase() : wrong;
    const response = await service.decrypt({ Name, Key: given });
    expect([response.statusCode, response.json()]).toEqual([400, wrongKeyMessage]);
  });

  it("opens a record for no other Name's Key", async () => {
    const [one, other] = [await service.stored('one'), await service.stored('other')];
    expect((await service.decrypt({ Name: one.Name, Key: other.Key })).json()).toEqual(wrongKeyMessage);
    expect((await service.decrypt(one)).json()).toEqual({ Text: 'one' });
  });

  it('answers an unknown Name as it answers a wrong Key: status, headers and body', async () => {
    const { Name } = await service.stored('x'.repeat(60_000));
    const wrongKey = await service.decrypt({ Name, Key: 'some-random-false-key' });
    const unknown = await service.decrypt({ Name: service.freshName(), Key: 'some-random-false-key' });
    expect(unknown.statusCode).toBe(wrongKey.statusCode);
    const ownOfEach = { date: '', 'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string };
    expect(unknown.headers).toEqual({ ...wrongKey.headers, ...ownOfEach, date: unknown.headers.date });
    expect(unknown.rawPayload).toEqual(wrongKey.rawPayload);
  });

  it('asks KMS the same for an unknown Name as for a wrong Key: one Decrypt, alike in every part', async () => {
    const { Name } = await service.stored();
    service.aws.calls.length = 0;
    await service.decrypt({ Name, Key: 'some-random-false-key' });
    await service.decrypt({ Name: service.freshName(), Key: 'some-random-false-key' });
    expect(service.aws.calls).toHaveLength(2);
    const shapes = service.aws.calls.map(({ operation, outcome, input }) => ({
      operation,
      outcome,
      fields: Object.keys(input),
      KeyId: input['KeyId'],
      blobLength: (input['CiphertextBlob'] as Uint8Array).length,
      context: Object.entries(input['EncryptionContext'] as object).map(([key, value]) => [
        key,
        String(value).length,
      ]),
    }));
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[0]).toMatchObject({ outcome: 'InvalidCiphertextException', context: [['keywatch', 43]] });
  });

  it('gives every unknown Name and Key a context of its own', async () => {
    service.aws.calls.length = 0;
    for (const [Name, Key] of [
      ['nobody', 'a'],
      ['nobody', 'b'],
      ['no one', 'a'],
    ])
      await service.decrypt({ Name, Key });
    const contexts = service.aws.calls.map(({ input }) => JSON.stringify(input['EncryptionContext']));
    expect(new Set(contexts).size).toBe(3);
  });

  it('does not read the body of the record before KMS has agreed', async () => {
    const { Name } = await service.stored();
    await service.pool.run((sql) => sql`update records set ciphertext = '' where name = ${Name}`);
    expect((await service.decrypt({ Name, Key: 'some-random-false-key' })).json()).toEqual(wrongKeyMessage);
  });
});
