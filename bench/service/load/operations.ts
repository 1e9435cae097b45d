import { randomBytes, randomUUID } from 'node:crypto';

import type { HttpClient, Request } from './http-client.ts';

/** A kind of request, and the status that says the server did its work. */
export interface Operation {
  readonly title: string;
  readonly expectedStatus: number;
  next(): Request;
}

/** A secret that was stored, so that it can be asked for. */
export interface Stored {
  readonly Name: string;
  readonly Key: string;
}

/** What is stored in most runs: about the size of a password with its account. */
const TEXT_BYTES = 96;

export const textOf = (bytes: number): string => randomBytes(bytes / 2).toString('hex');

export const encryptRequest = (body: object): Request => ({
  method: 'POST',
  path: '/encrypt',
  body: JSON.stringify(body),
});

/** GET with a body: how the lab asks. */
export const decryptRequest = (body: Stored): Request => ({
  method: 'GET',
  path: '/decrypt',
  body: JSON.stringify(body),
});

/** Stores texts of `bytes` bytes each. */
export const storeSecrets = async (client: HttpClient, count: number, bytes: number): Promise<Stored[]> => {
  const stored: Stored[] = [];
  for (let index = 0; index < count; index += 1) {
    const Name = `bench ${randomUUID()}`;
    const { statusCode, body } = await client.send(encryptRequest({ Name, Text: textOf(bytes) }));
    if (statusCode !== 200) throw new Error(`/encrypt answered ${statusCode}: ${body}`);
    stored.push({ Name, Key: (JSON.parse(body) as Stored).Key });
  }
  return stored;
};

/** The four kinds of request that are measured, on secrets that a subject has stored itself. */
export const operationsOn = async (client: HttpClient): Promise<readonly Operation[]> => {
  const secrets = await storeSecrets(client, 100, TEXT_BYTES);
  let turn = 0;
  const nextSecret = (): Stored => secrets[(turn += 1) % secrets.length] as Stored;
  return [
    {
      title: '/encrypt',
      expectedStatus: 200,
      next: () => encryptRequest({ Name: `bench ${randomUUID()}`, Text: textOf(TEXT_BYTES) }),
    },
    { title: '/decrypt, good Key', expectedStatus: 200, next: () => decryptRequest(nextSecret()) },
    {
      title: '/decrypt, wrong Key',
      expectedStatus: 400,
      next: () => decryptRequest({ ...nextSecret(), Key: randomUUID() }),
    },
    {
      title: '/decrypt, unknown Name',
      expectedStatus: 400,
      next: () => decryptRequest({ Name: `bench ${randomUUID()}`, Key: randomUUID() }),
    },
  ];
};
